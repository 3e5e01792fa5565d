package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.util.List;
import java.util.OptionalLong;

/** Hears how an extraction goes, in its thread; what it does delays the extraction. */
public interface ExtractionListener {

  /** One that does nothing. */
  ExtractionListener SILENT = new ExtractionListener() {};

  /** The source can't do something, or does it otherwise: a sentence without its full stop. */
  default void note(String text) {}

  /**
   * The first row is about to be read.
   *
   * @param tables what is read, in this order
   * @param consistency what the rows of different tables promise of each other
   */
  default void extractionBegun(List<LegacyTable> tables, Consistency consistency) {}

  /**
   * A table is about to be read.
   *
   * @param estimatedRows empty where the source does not tell cheaply
   */
  default void tableBegun(LegacyTable table, OptionalLong estimatedRows) {}

  /** Some thousand rows of a table more were read; {@code rows} of it in all. */
  default void rowsRead(LegacyTable table, long rows) {}

  /** A part stands under its final name. */
  default void partFinished(LegacyTable table, Part part) {}

  /**
   * A table was read to its end.
   *
   * @param rows how many were read
   * @param counted how many the source counts; empty where it did not
   */
  default void tableFinished(LegacyTable table, long rows, OptionalLong counted) {}
}
