package com.happypancake.sample.row;

import java.util.UUID;

/**
 * Takes a table's rows, value by value: for each row one call for each column in the table's order,
 * without the row version, then {@link #end}.
 *
 * <p>Times are {@link com.happypancake.sample.plan.SiteTime}s. For one thread.
 */
public interface RowSink {
  /** Takes an {@code int}, {@code bigint}, {@code smallint} or unsigned {@code tinyint}. */
  void integer(long value);

  /** Takes a {@code bit}. */
  void bit(boolean value);

  /** Takes a {@code char}, {@code varchar} or {@code nvarchar}, perhaps with lone surrogates. */
  void text(String value);

  /** Takes a {@code varbinary}, which the sink doesn't change. */
  void binary(byte[] value);

  /** Takes a {@code uniqueidentifier}. */
  void guid(UUID value);

  /** Takes a {@code date}, in days since 1970-01-01. */
  void date(long epochDay);

  /** Takes a {@code datetime} or {@code datetime2}. */
  void wallTime(long ticks);

  /** Takes a {@code datetimeoffset}: the time that a clock shows, and its minutes ahead of UTC. */
  void offsetTime(long ticks, int offsetMinutes);

  /** Takes a {@code money}, in ten-thousandths. */
  void money(long tenThousandths);

  /** Takes NULL. */
  void absent();

  /** Ends the row. */
  void end();
}
