package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What stands where in the data directory, and the two files of ours that PostgreSQL reads. */
record PostgresFiles(Path home) {

  Path cluster() {
    return home.resolve("cluster");
  }

  Path log() {
    return home.resolve("postgres.log");
  }

  Path pid() {
    return cluster().resolve("postmaster.pid");
  }

  private Path passwordFile() {
    return home.resolve("superuser.password");
  }

  boolean initialised() {
    return Files.exists(cluster().resolve("global/pg_control"));
  }

  /** The superuser's password, drawn on the first use and kept. */
  Path password() throws IOException {
    return SecretFile.ensure(passwordFile());
  }

  void writeSettings(int port, boolean durable) throws IOException {
    Files.writeString(
        cluster().resolve("postgresql.conf"),
        """
        # Written at every start.
        listen_addresses = '%s'
        port = %d
        unix_socket_directories = ''
        max_connections = 200
        shared_buffers = 128MB
        dynamic_shared_memory_type = mmap
        max_wal_size = 512MB
        max_parallel_workers_per_gather = 0
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        fsync = %3$s
        full_page_writes = %3$s
        synchronous_commit = %3$s
        """
            .formatted(Ports.LOOPBACK, port, durable ? "on" : "off"));
    Files.writeString(
        cluster().resolve("pg_hba.conf"),
        """
        # Written at every start. A role may enter the database of its own name and no other.
        host all      postgres 127.0.0.1/32 scram-sha-256
        host sameuser all      127.0.0.1/32 scram-sha-256
        """);
  }

  /** The log of the run before stays beside the new one. */
  void turnLog() throws IOException {
    if (Files.exists(log())) {
      Files.move(log(), home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
