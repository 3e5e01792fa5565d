package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.FolderVerifier;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.manifest.ImportedFile;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Source;
import com.happypancake.transformer.choice.Choice;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code ls}: describes a folder and lists its parts. */
@Command(
    name = "ls",
    header = "List the parts of a folder, with counts, sizes and keys.",
    description = "Reads only the manifest, so it is quick for large folders too.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} ls ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} ls ${PARENT-COMMAND-NAME}/fi | grep part-"
    })
final class LsCommand extends FolderCommand {

  @Override
  protected void run() throws IOException {
    Dump dump = open();
    print(dump.manifest());
    output().line("");
    Table table = new Table("PART", "HOLDS", "RECORDS", "BYTES", "FIRST", "LAST");
    for (Part part : dump.parts()) {
      table.add(
          part.getPath(),
          holds(part),
          part.getRecords(),
          part.getBytes(),
          key(part, part.getKeyRange().getFirst()),
          key(part, part.getKeyRange().getLast()));
    }
    table.print(output());
  }

  private static String holds(Part part) {
    String what = part.getTable().isEmpty() ? part.getMessage() : part.getTable();
    return PartNames.isDeletedKeys(part) ? what + " (deleted keys)" : what;
  }

  private static String key(Part part, String text) {
    return part.hasKeyRange() ? text : "-";
  }

  /** Prints the folder's content, size, source and source time. */
  private void print(Manifest manifest) throws IOException {
    print(
        "%s: %s, %s, %s; %s in %s, %d bytes",
        folder(),
        ConstantNames.hyphenated(manifest.getContent(), "CONTENT_"),
        ConstantNames.hyphenated(manifest.getKind(), "KIND_"),
        country(manifest),
        records(manifest),
        Quantities.count(manifest.getPartsCount(), "part"),
        manifest.getPartsList().stream().mapToLong(Part::getBytes).sum());
    printIfKnown("source", source(manifest.getSource()));
    printIfKnown(
        "consistency", ConstantNames.hyphenated(manifest.getConsistency(), "CONSISTENCY_"));
    if (manifest.hasSourceTime()) {
      FieldDescriptor field =
          Manifest.getDescriptor().findFieldByNumber(Manifest.SOURCE_TIME_FIELD_NUMBER);
      printIfKnown("source time", new RecordFormatter().text(field, manifest.getSourceTime()));
    }
    printIfKnown("digest", manifest.getContentDigest());
    printIfKnown("base", manifest.getBaseDigest());
    printIfKnown("follows", manifest.getFollowsDigest());
    printIfKnown("deletes by", ConstantNames.hyphenated(manifest.getDeletes(), "DELETES_"));
    printIfKnown("made from", manifest.getInputDigest());
    printIfKnown("choice", manifest.hasChoice() ? Choice.of(manifest.getChoice()).text() : "");
    printIfKnown("pseudonyms", manifest.getPseudonymKeyFingerprint());
    printIfKnown("imported", imported(manifest));
    printIfKnown("repaired", FolderVerifier.repair(manifest).orElse(""));
  }

  private static String imported(Manifest manifest) {
    List<ImportedFile> files = manifest.getImportedFilesList();
    long damaged = files.stream().filter(file -> !file.getDamage().isEmpty()).count();
    return files.isEmpty()
        ? ""
        : "from "
            + Quantities.count(files.size(), "file")
            + " of another program"
            + (damaged == 0
                ? ""
                : "; lacks records of " + Quantities.count(damaged, "damaged file"));
  }

  private void printIfKnown(String name, String value) throws IOException {
    if (!value.isEmpty() && !value.equals("unspecified")) {
      print("%-12s %s", name, value);
    }
  }

  private static String country(Manifest manifest) {
    return manifest.getCountry().isEmpty()
        ? "no country"
        : manifest.getCountry() + " (" + manifest.getTimeZone() + ")";
  }

  private static String records(Manifest manifest) {
    long all = manifest.getPartsList().stream().mapToLong(Part::getRecords).sum();
    long deletedKeys =
        manifest.getPartsList().stream()
            .filter(PartNames::isDeletedKeys)
            .mapToLong(Part::getRecords)
            .sum();
    return deletedKeys == 0
        ? all + " records"
        : all - deletedKeys + " records and " + Quantities.count(deletedKeys, "deleted key");
  }

  private static String source(Source source) {
    return Stream.of(
            (source.getProduct() + " " + source.getVersion()).strip(),
            named("server", source.getServer()),
            named("database", source.getDatabase()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String named(String what, String name) {
    return name.isEmpty() ? "" : what + " " + name;
  }
}
