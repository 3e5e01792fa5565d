package com.happypancake.extractor.pseudonym;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not asked for the longest time. For one thread. */
final class BoundedCache<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int maxEntries;

  BoundedCache(int maxEntries) {
    super(16, 0.75f, true);
    this.maxEntries = maxEntries;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > maxEntries;
  }
}
