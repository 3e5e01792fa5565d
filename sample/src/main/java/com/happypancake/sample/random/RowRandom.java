package com.happypancake.sample.random;

/**
 * The random numbers of one row: a SplitMix64 sequence that starts at a hash of the row's position.
 *
 * <p>A position is (country, seed, stream, id). The stream names the purpose: a table or one aspect
 * of it. The id is the row's. Numbers depend on nothing else, so any thread can make any row, in
 * any order, with its own instance. SplitMix64 is fast and well distributed, but not suitable for
 * secrets.
 *
 * <p>An instance is a cursor that {@link #at} moves. Not thread-safe.
 */
public final class RowRandom {
  /** The odd integer nearest to 2^64 divided by the golden ratio. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private static final double UNIT = 0x1.0p-53;

  private final long stream;
  private long state;

  /**
   * Creates the cursor of a stream, positioned at id 0.
   *
   * @param country an ISO 3166 code
   * @param seed the sample's seed
   * @param stream the purpose of the numbers
   */
  public RowRandom(String country, long seed, String stream) {
    long hash = mix(seed + STEP);
    hash = absorb(hash, country);
    this.stream = absorb(hash, stream);
    this.state = this.stream;
  }

  private static long absorb(long hash, String text) {
    long mixed = mix(hash ^ text.length());
    for (int i = 0; i < text.length(); i++) {
      mixed = mix(mixed * 31 + text.charAt(i));
    }
    return mixed;
  }

  /** Moves to the start of the sequence of {@code id} and returns this cursor. */
  public RowRandom at(long id) {
    state = mix(stream ^ mix(id * STEP + 1));
    return this;
  }

  /** Moves to the start of the sequence of ({@code id}, {@code part}) and returns this cursor. */
  public RowRandom at(long id, long part) {
    state = mix(mix(stream ^ mix(id * STEP + 1)) + mix(part * STEP + 2));
    return this;
  }

  /** Returns the next 64 bits. */
  public long next() {
    state += STEP;
    return mix(state);
  }

  /** Returns the next number in [0, {@code bound}). The bound is at least 1. */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Returns the next number in [0, {@code bound}). The bound is at least 1. */
  public long below(long bound) {
    return Math.multiplyHigh(next() >>> 1, bound << 1);
  }

  /** Returns the next number in [{@code from}, {@code to}], including both ends. */
  public int between(int from, int to) {
    return from + below(to - from + 1);
  }

  /** Returns the next number in [0, 1), a multiple of 2^-53. */
  public double unit() {
    return (next() >>> 11) * UNIT;
  }

  /** Returns true with a probability of {@code share} per mille. */
  public boolean perMille(int share) {
    return below(1000) < share;
  }

  /** Returns {@code length} random bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    long bits = 0;
    for (int i = 0; i < length; i++) {
      bits = (i & 7) == 0 ? next() : bits >>> 8;
      bytes[i] = (byte) bits;
    }
    return bytes;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
