package com.happypancake.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts classes of this project in a new JVM with this JVM's java, class path and an archive of
 * shared classes, like hpc's launcher.
 *
 * @param codec the codec of hpc; empty for the fastest that loads
 * @param archive the archive of shared classes
 */
record ChildJvm(Optional<String> codec, Path archive) {

  /** Silences the JVM's messages about an archive that does not fit. */
  private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  /** The launcher's options. The optimizing compiler waits until code is really hot. */
  private static final List<String> PATIENT =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=10000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private static final String CLASS_PATH = System.getProperty("java.class.path", "");
  private static final long SHARED_BYTES = 1_000_000;

  /** Returns the words of the command line before the class name. */
  List<String> words(String... options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(QUIET);
    words.addAll(List.of(options));
    words.addAll(PATIENT);
    words.add("-Dfile.encoding=UTF-8");
    codec.ifPresent(name -> words.add("-Dhpc.codec=" + name));
    words.addAll(List.of("-cp", CLASS_PATH));
    return List.copyOf(words);
  }

  /** Returns the same words, with shared classes if the archive exists. */
  List<String> sharing() {
    return Files.exists(archive)
        ? words("-Xshare:auto", "-XX:SharedArchiveFile=" + archive)
        : words();
  }

  /**
   * Makes the archive in a small run of the writer. Makes none if the class path contains folders,
   * because a JVM does not share their classes.
   *
   * @param folder a folder for its files, which is deleted afterwards
   */
  void share(Path folder) throws IOException, InterruptedException {
    Files.deleteIfExists(archive);
    if (!onlyJars()) {
      return;
    }
    WorkFolder small = new WorkFolder(folder, SHARED_BYTES);
    try {
      small.prepare();
      List<String> words = words("-XX:ArchiveClassesAtExit=" + archive);
      ProcessCommand.ours(
              "shared classes",
              words,
              WriteDump.class.getName(),
              small.raw().toString(),
              small.dump().toString())
          .run();
    } finally {
      WorkFolder.delete(folder);
    }
  }

  private static boolean onlyJars() {
    return Stream.of(CLASS_PATH.split(File.pathSeparator, -1))
        .allMatch(each -> each.endsWith(".jar"));
  }
}
