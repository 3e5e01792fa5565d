package com.happypancake.extractor.delta;

import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.dumps.chain.KeyMap;
import com.happypancake.dumps.chain.KeyMap.KeyDigest;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.RecordKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Finds the keys that a base has and the source no longer has, in any order.
 *
 * <p>The hashes of all keys go into buckets on disk. Memory holds one bucket at a time: about a
 * million keys of some 35 bytes. Then the base is read again to get the keys themselves.
 */
public final class KeyComparison implements Closeable {

  private static final int KEYS_PER_BUCKET = 1_000_000;
  private static final int MAX_BUCKETS = 1024;
  private static final int BUFFER_BYTES = 1 << 15;

  private static final byte IN_BASE = 1;
  private static final byte GONE_IN_BASE = 2;
  private static final byte IN_SOURCE = 4;

  private final DumpChain base;
  private final LegacyTable table;
  private final RecordKey key;
  private final KeyDigest digest = new KeyDigest();
  private final List<Path> files = new ArrayList<>();
  private final List<DataOutputStream> outputs = new ArrayList<>();

  /**
   * Reads the base's keys.
   *
   * @param buckets the path prefix of the bucket files
   * @throws IOException if a dump can't be read, or the disk fails
   */
  public KeyComparison(DumpChain base, LegacyTable table, Path buckets)
      throws IOException, InterruptedException {
    this.base = base;
    this.table = table;
    this.key = RecordKey.of(table);
    try {
      long expected = base.records(table);
      long count = Math.min(MAX_BUCKETS, 1 + expected / KEYS_PER_BUCKET);
      for (int i = 0; i < count; i++) {
        open(
            buckets.resolveSibling(
                String.format(Locale.ROOT, "%s-%04d", buckets.getFileName(), i)));
      }
      base.read(
          table,
          (bytes, offset, length, deleted) -> {
            digest.of(key.of(bytes, offset, length));
            write(deleted ? GONE_IN_BASE : IN_BASE);
          });
    } catch (IOException | InterruptedException | RuntimeException e) {
      Closeables.closeAfter(e, this);
      throw e;
    }
  }

  private void open(Path file) throws IOException {
    Files.deleteIfExists(file);
    files.add(file);
    outputs.add(
        new DataOutputStream(
            new BufferedOutputStream(
                Channels.newOutputStream(PrivateFiles.create(file)), BUFFER_BYTES)));
  }

  private void write(byte what) throws IOException {
    DataOutputStream bucket =
        outputs.get((int) Long.remainderUnsigned(digest.high(), outputs.size()));
    bucket.writeLong(digest.high());
    bucket.writeLong(digest.low());
    bucket.writeByte(what);
  }

  /**
   * Adds a key of the source.
   *
   * @param record a message of the table's type that has its key
   * @throws IOException if the record has no key, or the disk fails
   */
  public void inSource(byte[] record) throws IOException {
    digest.of(key.of(record, 0, record.length));
    write(IN_SOURCE);
  }

  /**
   * Passes on the base's records whose keys the source no longer has, each key once.
   *
   * @throws IOException if a dump can't be read
   */
  public <E extends Exception> void forEach(DumpChain.RecordConsumer<E> consumer)
      throws IOException, InterruptedException, E {
    KeyMap gone = new KeyMap();
    for (int i = 0; i < files.size(); i++) {
      outputs.get(i).close();
      gone(files.get(i), gone);
    }
    if (gone.size() == 0) {
      return;
    }
    base.read(
        table,
        (bytes, offset, length, deleted) -> {
          digest.of(key.of(bytes, offset, length));
          if (!deleted && value(gone, digest.high(), digest.low()) == IN_BASE) {
            gone.put(digest, GONE_IN_BASE);
            consumer.take(bytes, offset, length, true);
          }
        });
  }

  /** Returns the flags of a key, or 0 for an unknown key. */
  private static long value(KeyMap keys, long high, long low) {
    OptionalInt number = keys.find(high, low);
    return number.isPresent() ? keys.value(number.getAsInt()) : 0;
  }

  private static void gone(Path file, KeyMap gone) throws IOException {
    KeyMap keys = new KeyMap();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      while (true) {
        long high = in.readLong();
        long low = in.readLong();
        byte what = in.readByte();
        keys.put(high, low, what == IN_SOURCE ? value(keys, high, low) | IN_SOURCE : what);
      }
    } catch (EOFException e) {
      keys.forEach(IN_BASE, (high, low) -> gone.put(high, low, IN_BASE));
    }
  }

  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>(outputs);
    // The files hold keys, so they go even if one of the others can't be closed.
    files.forEach(file -> all.add(() -> Files.deleteIfExists(file)));
    Closeables.closeAll(all);
  }
}
