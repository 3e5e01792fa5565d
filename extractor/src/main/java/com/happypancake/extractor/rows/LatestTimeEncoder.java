package com.happypancake.extractor.rows;

import com.happypancake.database.column.ColumnEncoder;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.schemas.value.WireRow;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.OptionalLong;

/**
 * Encodes a table's time column, and remembers its greatest value.
 *
 * <p>9999-12-31 stands for "never" in legacy rows; taken as a mark it would hide all that comes.
 */
final class LatestTimeEncoder implements ColumnEncoder {

  private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

  private long ticks = Long.MIN_VALUE;
  private boolean seen;

  @Override
  public void put(Object value, int field, WireRow row) {
    LocalDateTime time = (LocalDateTime) value;
    row.putWallClock(field, time);
    if (!time.toLocalDate().equals(NEVER)) {
      ticks = Math.max(ticks, WallClock.toTicks(time));
      seen = true;
    }
  }

  /** Returns the greatest value so far, in wall-clock ticks. */
  OptionalLong ticks() {
    return seen ? OptionalLong.of(ticks) : OptionalLong.empty();
  }
}
