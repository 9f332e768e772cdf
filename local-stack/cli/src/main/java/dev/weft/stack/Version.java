package dev.weft.stack;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the manifest of its jar. */
final class Version implements IVersionProvider {

  static String ofWeft() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "weft " + ofWeft(), "java " + Runtime.version() + " (" + System.getProperty("java.home") + ")"
    };
  }
}
