package com.happypancake.sample.row;

import java.util.UUID;

/**
 * Receives a table's rows value by value. Each row has one call for each column in the table's
 * order, without the row version, and then {@link #end}.
 *
 * <p>Times are {@link com.happypancake.sample.plan.SiteTime}s. Not thread-safe.
 */
public interface RowSink {
  /** Writes an {@code int}, {@code bigint}, {@code smallint} or unsigned {@code tinyint}. */
  void integer(long value);

  /** Writes a {@code bit}. */
  void bit(boolean value);

  /** Writes a {@code char}, {@code varchar} or {@code nvarchar}, which may have lone surrogates. */
  void text(String value);

  /** Writes a {@code varbinary}, which the sink doesn't change. */
  void binary(byte[] value);

  /** Writes a {@code uniqueidentifier}. */
  void guid(UUID value);

  /** Writes a {@code date}, in days since 1970-01-01. */
  void date(long epochDay);

  /** Writes a {@code datetime} or {@code datetime2}. */
  void wallTime(long ticks);

  /** Writes a {@code datetimeoffset}: the local time and its offset from UTC in minutes. */
  void offsetTime(long ticks, int offsetMinutes);

  /** Writes a {@code money}, in ten-thousandths. */
  void money(long tenThousandths);

  /** Writes NULL. */
  void absent();

  /** Ends the row. */
  void end();
}
