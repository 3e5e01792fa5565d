package com.happypancake.cli.folder;

import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.inspect.delimited.DamagedFileException;
import com.happypancake.inspect.delimited.DumpImport.FileResult;
import com.happypancake.inspect.delimited.OddRecords;
import com.happypancake.inspect.delimited.RecordPrefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code hpc dumps import} prints of the files that it read.
 *
 * @param results what was taken from each file
 * @param prefixTold whether the prefix was told, not recognised
 */
record ImportReport(List<FileResult> results, boolean prefixTold) {

  ImportReport {
    results = List.copyOf(results);
  }

  /** Returns the number of records that were taken. */
  long records() {
    return results.stream().mapToLong(FileResult::records).sum();
  }

  /** Returns a line for each file, and the total. */
  Table files() {
    Table listed = new Table("FILE", "TABLE", "COMPRESSION", "PREFIX", "RECORDS");
    for (FileResult result : results) {
      listed.add(
          result.source().file(),
          result.source().table(),
          result.compression().map(each -> ConstantNames.words(each)).orElse("-"),
          result.prefix().map(this::prefixText).orElse("-"),
          result.records());
    }
    listed.add("total", "", "", "", records());
    return listed;
  }

  private String prefixText(RecordPrefix found) {
    return ConstantNames.words(found) + (prefixTold ? "" : " (recognised)");
  }

  /** Returns the lines about records that are lost, or that the message does not describe. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (FileResult result : results) {
      addOdd(notes, result);
      result.damage().ifPresent(damage -> notes.add(lost(damage)));
    }
    return notes;
  }

  private static String lost(DamagedFileException damage) {
    return "LOST " + damage.getMessage() + "; all records from there on";
  }

  private static void addOdd(List<String> notes, FileResult result) {
    String message = result.source().message().getFullName();
    OddRecords odd = result.odd();
    Path file = result.source().file();
    if (odd.withUnknownFields() > 0) {
      notes.add(
          note(
              file,
              odd.withUnknownFields(),
              "with fields that %s does not have; they are kept",
              message));
    }
    if (odd.withOtherTypes() > 0) {
      notes.add(
          note(
              file,
              odd.withOtherTypes(),
              "with fields of another type than in %s (%s); they are kept, and read as NULL",
              message,
              String.join(", ", odd.otherTypes())));
    }
    if (odd.withoutKey() > 0) {
      notes.add(
          note(
              file,
              odd.withoutKey(),
              "with no value in the key of %s; they are kept",
              result.source().table()));
    }
  }

  private static String note(Path file, long records, String what, Object... values) {
    return String.format(
        Locale.ROOT,
        "note: %s: %s %s",
        file,
        Quantities.count(records, "record"),
        String.format(Locale.ROOT, what, values));
  }
}
