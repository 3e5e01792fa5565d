package com.happypancake.extractor.delta;

import com.happypancake.dumps.chain.KeyDigest;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;

/** The digests of the keys of a table's records. For one thread. */
final class KeyHash {

  private final RecordKey key;
  private final KeyDigest digest = new KeyDigest();

  KeyHash(LegacyTable table) {
    this.key = RecordKey.of(table);
  }

  /** Takes the key of a record. */
  void of(byte[] bytes, int offset, int length) throws IOException {
    digest.of(key.of(bytes, offset, length));
  }

  /** Returns the first 64 bits of the key that was taken last. */
  long high() {
    return digest.high();
  }

  /** Returns the next 64 bits. */
  long low() {
    return digest.low();
  }
}
