package com.happypancake.seeder.audit;

import java.util.HashMap;
import java.util.Map;

/**
 * The last deliveries that were counted, by which a message is known again if the broker delivers
 * it anew because it never saw the acknowledgement. Not thread-safe.
 *
 * <p>The broker sends no more than a limit of unacknowledged messages, so that any delivery before
 * the last ones was acknowledged.
 */
final class RecentDeliveries {

  private final long[] keys;
  private final Map<Long, Integer> expected = new HashMap<>();
  private long count;

  /** Creates an empty memory of so many deliveries. */
  RecentDeliveries(int limit) {
    this.keys = new long[limit];
  }

  /** Remembers a delivery. */
  void add(long key) {
    keys[(int) (count % keys.length)] = key;
    count++;
  }

  /** A new connection begins: the broker may deliver all that is remembered once more. */
  void reconnected() {
    expected.clear();
    for (int i = 0; i < Math.min(count, keys.length); i++) {
      expected.merge(keys[i], 1, Integer::sum);
    }
  }

  /**
   * Returns whether a message that the broker marks as redelivered was counted on an earlier
   * connection. The counted ones come first, in the order of the queue: after one that was not
   * counted, none is.
   */
  boolean isCounted(long key) {
    boolean counted = expected.containsKey(key);
    if (counted) {
      expected.computeIfPresent(key, (same, left) -> left == 1 ? null : left - 1);
    } else {
      expected.clear();
    }
    return counted;
  }
}
