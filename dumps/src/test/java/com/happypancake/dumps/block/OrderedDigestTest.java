package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.block.Digests.OrderedDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedDigestTest {

  private static final int PIECES = 5_000;
  private static final int BYTES = 1_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(3);
  private final byte[] content = new byte[PIECES * BYTES];

  OrderedDigestTest() {
    new Random(1).nextBytes(content);
  }

  @AfterEach
  void shutDown() {
    pool.shutdownNow();
  }

  /** Takes the content by pieces, each in an array that is used again once it is done. */
  private String digest(Executor executor) {
    OrderedDigest digest = new OrderedDigest(executor);
    byte[][] arrays = new byte[8][BYTES];
    long[] numbers = new long[arrays.length];
    for (int i = 0; i < PIECES; i++) {
      byte[] array = arrays[i % arrays.length];
      digest.await(numbers[i % arrays.length]);
      System.arraycopy(content, i * BYTES, array, 0, BYTES);
      numbers[i % arrays.length] = digest.add(array, BYTES);
    }
    String hex = digest.hex();
    assertThat(digest.hex()).as("of nothing, anew").isEqualTo(Digests.sha256(new byte[0]));
    return hex;
  }

  @Test
  void piecesAreTakenInTheirOrderBySeveralThreads() {
    assertThat(digest(pool)).isEqualTo(Digests.sha256(content));
  }

  @Test
  void theCallerDoesAllWhereNobodyElseDoes() {
    assertThat(digest(task -> {})).isEqualTo(Digests.sha256(content));
  }

  @Test
  void whoComesLateFindsNothingToDo() {
    Deque<Runnable> late = new ArrayDeque<>();
    OrderedDigest digest = new OrderedDigest(late::add);
    digest.add(content, BYTES);
    String hex = digest.hex();
    late.forEach(Runnable::run);
    assertThat(hex).isEqualTo(Digests.sha256(Arrays.copyOf(content, BYTES)));
    assertThat(digest.hex()).isEqualTo(Digests.sha256(new byte[0]));
  }
}
