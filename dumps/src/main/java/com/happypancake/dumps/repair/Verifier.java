package com.happypancake.dumps.repair;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.block.TaskFailure;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Verifies a dump. Reads each part to its end, several at the same time, and checks files, blocks,
 * lengths, counts, digests and indexes against the manifest. If a part fails, reads it again block
 * by block to find each damage and the records that it loses.
 *
 * <p>Memory is bounded by the number of parts that are read at the same time. Thread-safe.
 *
 * <pre>{@code
 * Verification found = new Verifier(dump, 2, (path, done, total) -> {}).run();
 * found.damages().forEach(damage -> System.out.println(damage.text()));
 * }</pre>
 */
public final class Verifier {

  private static final long MAX_RUN_BYTES = 1 << 20;

  private final Dump dump;
  private final int threads;
  private final ReadListener listener;

  /**
   * Creates a verifier.
   *
   * @param threads the number of parts to read at the same time, at least 1
   * @param listener receives the progress
   */
  public Verifier(Dump dump, int threads, ReadListener listener) {
    this.dump = dump;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * The findings for a part.
   *
   * @param check the result of the first read
   * @param source the path of the file with exactly the part's bytes, which is its own for a sound
   *     part; empty if there is none
   * @param scan the scan of the part; empty if it is sound
   */
  record Result(PartCheck check, Optional<String> source, Optional<PartScan> scan) {

    Part part() {
      return check.part();
    }

    boolean isSound() {
      return check.wrong().isEmpty();
    }

    Stream<Damage> damages() {
      return scan.map(PartScan::damages).orElse(check.indexDamage().stream().toList()).stream();
    }

    long records() {
      return isSound() ? part().getRecords() : scan.map(PartScan::records).orElse(0L);
    }
  }

  public Verification run() throws IOException, InterruptedException {
    List<Result> results = results();
    return new Verification(
        results.stream().flatMap(Result::damages).toList(),
        notes(),
        results.stream().mapToLong(Result::records).sum());
  }

  /** Returns the findings for each part in the manifest's order. */
  List<Result> results() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      long total = dump.parts().stream().mapToLong(Part::getRecords).sum();
      AtomicLong done = new AtomicLong();
      List<PartCheck> checks =
          forAll(
              dump.parts(),
              executor,
              part ->
                  PartCheck.of(
                      dump,
                      part,
                      more -> listener.progress(part.getPath(), done.addAndGet(more), total)));
      Map<String, String> pathsBySha256 = new HashMap<>();
      checks.forEach(
          check ->
              check.fileSha256().ifPresent(sha -> pathsBySha256.put(sha, check.part().getPath())));
      return forAll(checks, executor, check -> result(check, pathsBySha256));
    } finally {
      executor.shutdownNow();
    }
  }

  private Result result(PartCheck check, Map<String, String> pathsBySha256) throws IOException {
    Part part = check.part();
    if (check.wrong().isEmpty()) {
      return new Result(check, Optional.of(part.getPath()), Optional.empty());
    }
    Optional<String> source =
        Optional.ofNullable(pathsBySha256.get(part.getSha256()))
            .filter(path -> !path.equals(part.getPath()));
    return new Result(check, source, Optional.of(scan(check, source)));
  }

  private PartScan scan(PartCheck check, Optional<String> source) throws IOException {
    Part part = check.part();
    Optional<Part> fileOf =
        dump.parts().stream()
            .filter(other -> !other.getPath().equals(part.getPath()))
            .filter(other -> check.fileSha256().equals(Optional.of(other.getSha256())))
            .findFirst();
    String wrong =
        check.wrong().orElse("")
            + fileOf.map(other -> "; the file is that of " + other.getPath()).orElse("");
    if (source.isPresent()) {
      return PartScan.elsewhere(part, wrong + "; the part's own file is " + source.get());
    }
    return check.fileSha256().isEmpty()
        ? PartScan.lost(part, wrong)
        : PartScan.of(dump, part, wrong);
  }

  private interface Step<I, O> {
    O apply(I input) throws IOException, InterruptedException;
  }

  private static <I, O> List<O> forAll(List<I> inputs, ExecutorService executor, Step<I, O> step)
      throws IOException, InterruptedException {
    List<Callable<O>> tasks = new ArrayList<>();
    inputs.forEach(input -> tasks.add(() -> step.apply(input)));
    List<O> results = new ArrayList<>();
    for (Future<O> future : executor.invokeAll(tasks)) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw TaskFailure.of(e)
            .rethrow(IOException.class)
            .rethrow(InterruptedException.class)
            .unexpected();
      }
    }
    return results;
  }

  /** Finds oddities in the folder that do not affect the content. */
  private List<String> notes() throws IOException {
    List<String> notes = new ArrayList<>();
    checkRun(dump.folder().resolve(DumpLayout.RUN), notes);
    Set<String> known =
        new HashSet<>(List.of(DumpLayout.MANIFEST, DumpLayout.SCHEMA, DumpLayout.RUN));
    for (Part part : dump.parts()) {
      known.add(part.getPath());
      known.add(DumpLayout.indexPath(part.getPath()));
    }
    for (String file : files(dump.folder())) {
      if (!known.contains(file)) {
        // The note goes to a terminal, and a file's name may hold control characters.
        notes.add(file.replaceAll("\\p{Cntrl}", "?") + ": is not of this dump");
      }
    }
    return notes;
  }

  private static void checkRun(Path file, List<String> notes) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_RUN_BYTES) {
      notes.add(DumpLayout.RUN + ": is missing, so that nothing tells how the dump was written");
      return;
    }
    try {
      String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      JsonFormat.parser().ignoringUnknownFields().merge(json, Run.newBuilder());
    } catch (InvalidProtocolBufferException e) {
      notes.add(
          DumpLayout.RUN + ": cannot be read, so that nothing tells how the dump was written");
    }
  }

  /** Returns the files in a folder and in those of its folders that are no dumps themselves. */
  private static Set<String> files(Path folder) throws IOException {
    Set<String> files = new TreeSet<>();
    for (Path entry : list(folder)) {
      if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        files.add(folder.relativize(entry).toString());
      } else if (!isDump(entry)) {
        list(entry)
            .forEach(each -> files.add(folder.relativize(each).toString().replace('\\', '/')));
      }
    }
    return files;
  }

  private static boolean isDump(Path folder) {
    return Files.exists(folder.resolve(DumpLayout.MANIFEST))
        || Files.exists(folder.resolve(DumpLayout.UNFINISHED));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
