package com.happypancake.cli;

import com.happypancake.dumps.block.Codec;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Prints the versions of hpc, Java and the system for {@code hpc --version}. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class VersionProvider implements IVersionProvider {

  static final String VERBOSE = "--verbose";

  @Spec private CommandSpec spec;

  @Override
  public String[] getVersion() {
    List<String> lines = new ArrayList<>(versions());
    ParseResult parsed = spec.root().commandLine().getParseResult();
    if (parsed != null && parsed.hasMatchedOption(VERBOSE)) {
      lines.addAll(codec());
    }
    return lines.toArray(String[]::new);
  }

  private static List<String> codec() {
    String chosen = System.getProperty(Codec.PROPERTY, "");
    String inUse;
    try {
      inUse = Codec.preferred().description();
    } catch (IllegalArgumentException e) {
      inUse = String.valueOf(e.getMessage());
    }
    return List.of(
        "codec: " + inUse + (chosen.isEmpty() ? "" : ", as " + Codec.PROPERTY + " says"),
        "native codec: " + Codec.nativeCodec());
  }

  private static List<String> versions() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    String commit = commit(System.getProperty("hpc.build", ""));
    return List.of(
        "hpc "
            + (version == null ? "development" : version)
            + (commit.isEmpty() ? "" : " (" + commit + ")"),
        String.format(
            Locale.ROOT,
            "Java %s (%s), %s",
            System.getProperty("java.runtime.version"),
            System.getProperty("java.vendor"),
            System.getProperty("java.home")),
        String.format(
            Locale.ROOT,
            "%s %s %s",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
  }

  /** Returns the commit that the launcher wrote down at the build; empty if unknown. */
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
