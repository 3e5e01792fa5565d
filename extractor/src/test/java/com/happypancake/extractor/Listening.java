package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A listener that writes down what it hears. */
class Listening implements ExtractionListener {

  final List<String> heard = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  @Override
  public void note(String text) {
    notes.add(text);
  }

  @Override
  public void extractionBegun(List<LegacyTable> tables, Consistency consistency) {
    heard.add(consistency + " " + tables.stream().map(LegacyTable::name).toList());
  }

  @Override
  public void tableBegun(LegacyTable table, OptionalLong estimatedRows) {
    heard.add(table.name() + " begun, about " + estimatedRows);
  }

  @Override
  public void rowsRead(LegacyTable table, long rows, long bytes) {
    heard.add(table.name() + " " + rows);
  }

  @Override
  public void partFinished(LegacyTable table, Part part) {
    heard.add(part.getPath() + " finished with " + part.getRecords());
  }

  @Override
  public void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    heard.add(table.name() + " finished with " + rows + " of " + counted);
  }
}
