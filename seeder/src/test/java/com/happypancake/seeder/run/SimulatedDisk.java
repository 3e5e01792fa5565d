package com.happypancake.seeder.run;

import com.happypancake.seeder.log.LogStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** A disk that loses, tears or garbles what was not synchronised, when its machine crashes. */
final class SimulatedDisk implements LogStorage {

  private byte[] durable = {};
  private ByteArrayOutputStream unsynced = new ByteArrayOutputStream();

  /** Returns what survives any crash. */
  byte[] durable() {
    return durable;
  }

  /** Crashes: a random part of what was not synchronised stays, the last of it perhaps garbled. */
  void crash(Random random) {
    byte[] tail = unsynced.toByteArray();
    int kept = tail.length == 0 ? 0 : random.nextInt(tail.length + 1);
    byte[] left = Arrays.copyOf(tail, kept);
    if (kept > 0 && random.nextBoolean()) {
      left[random.nextInt(kept)] ^= (byte) (1 + random.nextInt(255));
    }
    durable = concat(durable, left);
    unsynced = new ByteArrayOutputStream();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(all());
  }

  @Override
  public long size() {
    return (long) durable.length + unsynced.size();
  }

  private byte[] all() {
    return concat(durable, unsynced.toByteArray());
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    unsynced.write(bytes);
  }

  @Override
  public void force() {
    durable = concat(durable, unsynced.toByteArray());
    unsynced.reset();
  }

  @Override
  public void truncate(long length) {
    byte[] all = all();
    durable = Arrays.copyOf(all, Math.toIntExact(length));
    unsynced.reset();
  }

  @Override
  public void close() {}
}
