package com.happypancake.transformer.mapping;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.value.WallClock;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a fact. Checks the columns that the fact needs and keeps the first error. */
final class Draft {

  private final EventDefinition event;
  private final Lookups lookups;
  private @Nullable Rejection rejection;
  private long time = Long.MIN_VALUE;
  private long latestRegistration = Lookups.ALWAYS;

  Draft(EventDefinition event, Lookups lookups) {
    this.event = event;
    this.lookups = lookups;
  }

  /** Checks a column that must not be NULL. */
  Draft needs(String column, boolean present) {
    if (!present) {
      reject(Reason.MISSING_VALUE, column, "");
    }
    return this;
  }

  /** Checks a time column of the fact. The fact's time is the latest of these columns. */
  Draft at(String column, boolean present, long ticks) {
    needs(column, present);
    if (present) {
      possible(column, ticks, LegacyTimes.isPossible(ticks));
      time = Math.max(time, ticks);
    }
    return this;
  }

  /**
   * Checks a time that the fact carries.
   *
   * @param ticks the time in 100-nanosecond ticks
   */
  Draft possible(String column, long ticks, boolean isPossible) {
    if (!isPossible) {
      reject(Reason.IMPOSSIBLE_TIME, column, WallClock.toText(ticks));
    }
    return this;
  }

  /** Checks a column that refers to a member. */
  Draft member(String column, boolean present, int memberId) {
    needs(column, present);
    if (present) {
      OptionalLong registration = lookups.registration(memberId);
      if (registration.isPresent()) {
        latestRegistration = Math.max(latestRegistration, registration.getAsLong());
      } else {
        reject(Reason.UNKNOWN_MEMBER, column, Integer.toString(memberId));
      }
    }
    return this;
  }

  /** Rejects the fact, unless it is already rejected. */
  void reject(Reason reason, String column, String value) {
    if (rejection == null) {
      rejection = new Rejection(event, reason, column, value);
    }
  }

  /** Returns the fact or its rejection. */
  Outcome with(Supplier<Message> payload) {
    return rejection != null ? rejection : new Fact(event, time, latestRegistration, payload.get());
  }
}
