package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes down what an extraction reports; a test overrides what it does about an event. */
class Listening implements Consumer<ExtractionEvent> {

  final List<String> heard = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  @Override
  public void accept(ExtractionEvent event) {
    if (event instanceof ExtractionEvent.Note note) {
      note(note.text());
    } else if (event instanceof ExtractionEvent.Started started) {
      started(started);
    } else if (event instanceof ExtractionEvent.TableStarted started) {
      tableStarted(started.table(), started.estimatedRows());
    } else if (event instanceof ExtractionEvent.RowsRead read) {
      rowsRead(read.table(), read.rows());
    } else if (event instanceof ExtractionEvent.KeysCompared compared) {
      keysCompared(compared.table(), compared.keys());
    } else if (event instanceof ExtractionEvent.Retrying retrying) {
      retrying(retrying);
    } else if (event instanceof ExtractionEvent.Paused paused) {
      paused(paused.reason());
    } else if (event instanceof ExtractionEvent.Resumed) {
      resumed();
    } else if (event instanceof ExtractionEvent.PartFinished finished) {
      partFinished(finished.table(), finished.part());
    } else if (event instanceof ExtractionEvent.TableFinished finished) {
      tableFinished(finished.table(), finished.rows(), finished.counted());
    }
  }

  void note(String text) {
    notes.add(text);
  }

  void started(ExtractionEvent.Started started) {
    heard.add(
        started.consistency()
            + " "
            + started.tables().stream().map(each -> each.table().name()).toList());
  }

  void tableStarted(LegacyTable table, OptionalLong estimatedRows) {
    heard.add(table.name() + " begun, about " + estimatedRows);
  }

  void rowsRead(LegacyTable table, long rows) {
    heard.add(table.name() + " " + rows);
  }

  void keysCompared(LegacyTable table, long keys) {}

  void retrying(ExtractionEvent.Retrying retrying) {}

  void paused(String reason) {}

  void resumed() {}

  void partFinished(LegacyTable table, Part part) {
    heard.add(part.getPath() + " finished with " + part.getRecords());
  }

  void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    heard.add(table.name() + " finished with " + rows + " of " + counted);
  }
}
