package com.happypancake.transformer.mapping;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.value.WallClock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fact in the making: it looks at the columns that the fact needs, and of what is wrong with them
 * keeps the first.
 */
final class Draft {

  private final EventDefinition event;
  private final Lookups lookups;
  private @Nullable Rejection rejection;
  private long time = Long.MIN_VALUE;
  private long namedSince = Lookups.ALWAYS;

  Draft(EventDefinition event, Lookups lookups) {
    this.event = event;
    this.lookups = lookups;
  }

  /** Looks at a column that allows no NULL. */
  Draft needs(String column, boolean present) {
    if (!present) {
      reject(Reason.MISSING_VALUE, column, "");
    }
    return this;
  }

  /** Looks at a column that tells when; of several, the latest time is the fact's. */
  Draft at(String column, boolean present, long ticks) {
    needs(column, present);
    if (present) {
      possible(column, ticks, LegacyTimes.isPossible(ticks));
      time = Math.max(time, ticks);
    }
    return this;
  }

  /** Looks at a time, given as 100-nanosecond ticks, that the fact carries. */
  Draft possible(String column, long ticks, boolean isPossible) {
    if (!isPossible) {
      reject(Reason.IMPOSSIBLE_TIME, column, WallClock.toText(ticks));
    }
    return this;
  }

  /** Looks at a column that names a member. */
  Draft member(String column, boolean present, int memberId) {
    needs(column, present);
    if (present) {
      if (lookups.hasMember(memberId)) {
        namedSince = Math.max(namedSince, lookups.registration(memberId));
      } else {
        reject(Reason.UNKNOWN_MEMBER, column, Integer.toString(memberId));
      }
    }
    return this;
  }

  /** Says what is wrong. */
  void reject(Reason reason, String column, String value) {
    if (rejection == null) {
      rejection = new Rejection(event, reason, column, value);
    }
  }

  /** Returns the fact, or what is wrong with it. */
  Outcome with(Supplier<Message> payload) {
    return rejection != null ? rejection : new Fact(event, time, namedSince, payload.get());
  }
}
