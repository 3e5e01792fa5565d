package com.happypancake.sample.row;

import java.util.UUID;

/**
 * What takes a table's rows, value by value: for each row one call for each column in the table's
 * order, without the row version, then {@link #end}.
 *
 * <p>What a value turns into is the sink's affair: a bound parameter or a field of a message.
 * Implementations say whether they may be shared; none has to be.
 */
public interface RowSink {
  /**
   * Takes a value of an {@code int}, {@code bigint}, {@code smallint} or unsigned {@code tinyint}
   * column.
   */
  void integer(long value);

  /** Takes a value of a {@code bit} column. */
  void bit(boolean value);

  /**
   * Takes a value of a {@code char}, {@code varchar} or {@code nvarchar} column; it may hold
   * unpaired surrogates.
   */
  void text(String value);

  /** Takes a value of a {@code varbinary} column, which the sink doesn't change. */
  void binary(byte[] value);

  /** Takes a value of a {@code uniqueidentifier} column. */
  void guid(UUID value);

  /** Takes a value of a {@code date} column, in days since 1970-01-01. */
  void date(long epochDay);

  /**
   * Takes a value of a {@code datetime} or {@code datetime2} column, a {@link
   * com.happypancake.sample.plan.SiteTime}.
   */
  void wallTime(long count);

  /**
   * Takes a value of a {@code datetimeoffset} column.
   *
   * @param count the time that its clock shows, a {@link com.happypancake.sample.plan.SiteTime}
   * @param offsetMinutes how far that clock is ahead of UTC
   */
  void offsetTime(long count, int offsetMinutes);

  /** Takes a value of a {@code money} column, in ten-thousandths. */
  void money(long tenThousandths);

  /** Takes NULL. */
  void absent();

  /** Closes the row. */
  void end();
}
