package com.happypancake.transformer.sort;

import java.io.IOException;

/** Thrown if two records have the same key. */
public final class DuplicateKeyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient byte[] key;

  DuplicateKeyException(byte[] key) {
    super("two records have the same key");
    this.key = key.clone();
  }

  /** Returns the key. */
  public byte[] key() {
    return key.clone();
  }
}
