package com.happypancake.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The processes that are held against each other. The first of each list is ours.
 *
 * @param work where the files are
 * @param threads that each may use
 * @param java the words that start this code in a JVM of its own
 * @param hpc the words that start the command line
 */
record Commands(WorkFolder work, int threads, List<String> java, List<String> hpc) {

  private static final String TABIX = "tabix";

  /** Our writing of the raw file as a dump. */
  ProcessCommand writing(Path folder) {
    return ProcessCommand.ours(
        "hpc: DumpWriter",
        java,
        WriteDump.class.getName(),
        work.raw().toString(),
        folder.toString());
  }

  /** From the raw file to a compressed one. */
  List<ProcessCommand> writing() {
    String raw = work.raw().toString();
    String output = work.output().toString();
    Optional<Path> to = Optional.of(work.output());
    String both = "-@" + threads;
    String synced = "bgzip -l1 " + both + " -c \"$1\" > \"$2\" && sync \"$2\"";
    return List.of(
        writing(work.output()),
        ProcessCommand.peer(TABIX, to, "bgzip", "-l1", both, "-c", raw).withGoal(1.8),
        new ProcessCommand(
            "bgzip -l1 " + both + " -c; sync",
            List.of("sh", "-c", synced, "sh", raw, output),
            "bgzip",
            Optional.empty(),
            TABIX,
            Optional.empty()),
        ProcessCommand.peer(TABIX, to, "bgzip", both, "-c", raw),
        ProcessCommand.peer("gzip", to, "gzip", "-1", "-c", raw),
        ProcessCommand.peer("pigz", to, "pigz", "-1", "-p" + threads, "-c", raw),
        ProcessCommand.peer("isal", to, "igzip", "-1", "-c", raw));
  }

  /** Through all of our part. */
  List<ProcessCommand> reading(Path part) {
    String file = part.toString();
    Optional<Path> nowhere = Optional.empty();
    return List.of(
        ProcessCommand.ours(
            "hpc dumps count --read", hpc, "dumps", "count", "--read", work.dump().toString()),
        ProcessCommand.peer(TABIX, nowhere, "bgzip", "-dc", "-@" + threads, file).withGoal(1),
        ProcessCommand.peer("gzip", nowhere, "gzip", "-dc", file).withGoal(4),
        ProcessCommand.peer("pigz", nowhere, "pigz", "-dc", "-p" + threads, file),
        ProcessCommand.peer("isal", nowhere, "igzip", "-dc", file));
  }

  /** Our count without reading. */
  ProcessCommand count() {
    return ProcessCommand.ours("hpc dumps count", hpc, "dumps", "count", work.dump().toString());
  }

  /** Compresses the raw file as hard as gzip does unless told otherwise. */
  ProcessCommand gzip() {
    return ProcessCommand.peer(
        "gzip", Optional.of(work.output()), "gzip", "-6", "-c", work.raw().toString());
  }
}
