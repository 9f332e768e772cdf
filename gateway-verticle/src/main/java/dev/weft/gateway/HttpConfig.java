package dev.weft.gateway;

import dev.weft.gateway.edge.TrustedProxies;
import dev.weft.node.config.Default;
import dev.weft.node.config.PortNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how clients connect.
 *
 * @param host the address to listen on; this computer alone unless configured
 * @param port 0: any that is free
 * @param http2 whether HTTP/2 is spoken under TLS
 * @param http2ClearText whether HTTP/2 is spoken without TLS too, to clients that begin with it
 * @param tls absent: no TLS
 * @param proxies networks, such as 10.0.0.0/8, of the proxies whose word about clients is taken
 * @param forwardedBy how those proxies tell it
 * @param proxyProtocol whether every connection begins with a PROXY protocol header
 */
public record HttpConfig(
    @Default("127.0.0.1") String host,
    @Default("8080") int port,
    @Default("true") boolean http2,
    @Default("false") boolean http2ClearText,
    @Nullable TlsConfig tls,
    List<String> proxies,
    @Default("x-forwarded") ForwardedBy forwardedBy,
    @Default("false") boolean proxyProtocol) {

  public HttpConfig {
    PortNumber.check("port", port);
    TrustedProxies.check(proxies);
    if (proxyProtocol && proxies.isEmpty()) {
      throw new IllegalArgumentException("proxy-protocol needs proxies: who may speak it");
    }
  }

  /** The headers in which a proxy tells of its client; only one kind is ever believed. */
  public enum ForwardedBy {
    /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
    X_FORWARDED,
    /** {@code Forwarded} of RFC 7239. */
    FORWARDED
  }

  /** Whether clients have to show certificates. */
  public enum ClientCertificate {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /**
   * TLS 1.3 and 1.2.
   *
   * @param certificate PEM file, the server's certificate first
   * @param key PEM file, PKCS #8
   * @param reload how often the files are looked at; connections that are open stay as they are
   * @param clientAuthorities PEM file of those whose client certificates are accepted
   */
  public record TlsConfig(
      Path certificate,
      Path key,
      @Default("10s") Duration reload,
      @Default("none") ClientCertificate clientCertificate,
      @Nullable Path clientAuthorities) {
    public TlsConfig {
      if (clientCertificate != ClientCertificate.NONE && clientAuthorities == null) {
        throw new IllegalArgumentException("client-certificate needs client-authorities");
      }
      if (reload.toMillis() < 1) {
        throw new IllegalArgumentException("reload must be 1ms or more");
      }
    }
  }
}
