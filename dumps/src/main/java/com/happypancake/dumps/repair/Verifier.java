package com.happypancake.dumps.repair;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.block.TaskFailure;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Verifies a dump: reads each part to its end, several at a time, and checks files, blocks,
 * lengths, counts, digests and indexes against the manifest. A part that fails is read again block
 * by block, to find each damage and the records that it takes.
 *
 * <p>Memory is bounded by the number of parts that are read at a time. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * Verification found = new Verifier(dump, 2, (path, done, total) -> {}).run();
 * found.damages().forEach(damage -> System.out.println(damage.text()));
 * }</pre>
 */
public final class Verifier {

  private final Dump dump;
  private final int threads;
  private final ReadListener listener;

  /**
   * A verifier of a dump.
   *
   * @param dump to verify
   * @param threads how many parts are read at a time, at least 1
   * @param listener hears of the progress
   */
  public Verifier(Dump dump, int threads, ReadListener listener) {
    this.dump = dump;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * What was found of a part.
   *
   * @param check what the first reading found
   * @param source the path of the file that holds exactly the part's bytes: its own for a sound
   *     part; empty if there is none
   * @param scan of a part that is not sound
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

  /**
   * Verifies the dump.
   *
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public Verification run() throws IOException, InterruptedException {
    List<Result> results = results();
    return new Verification(
        results.stream().flatMap(Result::damages).toList(),
        FolderNotes.of(dump),
        results.stream().mapToLong(Result::records).sum());
  }

  /** Returns what was found of each part, in the manifest's order. */
  List<Result> results() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      long total = dump.parts().stream().mapToLong(Part::getRecords).sum();
      AtomicLong done = new AtomicLong();
      List<PartCheck> checks =
          all(
              executor,
              dump.parts().stream()
                  .map(
                      part ->
                          (Callable<PartCheck>)
                              () ->
                                  PartCheck.of(
                                      dump,
                                      part,
                                      more ->
                                          listener.progress(
                                              part.getPath(), done.addAndGet(more), total)))
                  .toList());
      Map<String, String> pathsBySha256 = new HashMap<>();
      checks.forEach(
          check ->
              check.fileSha256().ifPresent(sha -> pathsBySha256.put(sha, check.part().getPath())));
      return all(
          executor,
          checks.stream()
              .map(check -> (Callable<Result>) () -> result(check, pathsBySha256))
              .toList());
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
    String wrong = check.wrong().orElse("") + belongs(check) + lies(source);
    if (source.isPresent()) {
      return PartScan.elsewhere(part, wrong);
    }
    if (check.fileSha256().isEmpty()) {
      return PartScan.lost(part, wrong);
    }
    return PartScan.of(dump, part, wrong);
  }

  private String belongs(PartCheck check) {
    return dump.parts().stream()
        .filter(other -> !other.getPath().equals(check.part().getPath()))
        .filter(other -> check.fileSha256().equals(Optional.of(other.getSha256())))
        .findFirst()
        .map(other -> "; the file is that of " + other.getPath())
        .orElse("");
  }

  private static String lies(Optional<String> source) {
    return source.map(path -> "; the part's own file is " + path).orElse("");
  }

  private static <T> List<T> all(ExecutorService executor, List<Callable<T>> tasks)
      throws IOException, InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : executor.invokeAll(tasks)) {
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
}
