package com.happypancake.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code hpc --version} prints: the version of hpc, of Java and of the system. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    String commit = commit(System.getProperty("hpc.build", ""));
    return new String[] {
      "hpc "
          + (version == null ? "development" : version)
          + (commit.isEmpty() ? "" : " (" + commit + ")"),
      "Java "
          + System.getProperty("java.runtime.version")
          + " ("
          + System.getProperty("java.vendor")
          + "), "
          + System.getProperty("java.home"),
      System.getProperty("os.name")
          + " "
          + System.getProperty("os.version")
          + " "
          + System.getProperty("os.arch")
    };
  }

  /** Returns the commit that the launcher noted at the build; empty where it is not known. */
  private static String commit(String buildProperties) {
    if (buildProperties.isEmpty()) {
      return "";
    }
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of(buildProperties), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      return "";
    }
    return properties.getProperty("commit", "");
  }
}
