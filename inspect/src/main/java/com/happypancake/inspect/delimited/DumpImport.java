package com.happypancake.inspect.delimited;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.TableSeries;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.ImportedFile;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * Turns files of length-prefixed records, which another program wrote, into a dump. Records are
 * kept byte for byte, in their order.
 */
public final class DumpImport {

  private static final long RECORDS_PER_PART = 1_000_000;
  private static final int RECORDS_PER_REPORT = 1024;

  private final Path out;
  private final Country country;
  private final Optional<RecordPrefix> prefix;
  private final boolean keepIntact;
  private final Clock clock;
  private final ObjLongConsumer<Path> progress;

  /**
   * Prepares an import.
   *
   * @param out a missing or empty folder, or that of an interrupted run
   * @param prefix what precedes each record; empty to recognise it
   * @param keepIntact whether to take the records before a damage and to go on with the next file
   * @param progress receives a file and the number of records read from it
   */
  public DumpImport(
      Path out,
      Country country,
      Optional<RecordPrefix> prefix,
      boolean keepIntact,
      Clock clock,
      ObjLongConsumer<Path> progress) {
    this.out = out;
    this.country = country;
    this.prefix = prefix;
    this.keepIntact = keepIntact;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * A file to import.
   *
   * @param file the file
   * @param message the message of its records
   * @param table the table with its schema: {@code dbo.Messages}
   */
  public record TableFile(Path file, Descriptor message, String table) {}

  /**
   * What was taken from a file.
   *
   * @param compression the recognised compression; empty if the file could not be opened
   * @param prefix the given or recognised prefix; empty if the file has no records
   * @param records the number of records
   * @param odd the records among them that the message does not describe wholly
   * @param damage why records are missing; empty if the file was read to its end
   */
  public record FileResult(
      TableFile source,
      Optional<Compression> compression,
      Optional<RecordPrefix> prefix,
      long records,
      OddRecords odd,
      Optional<DamagedFileException> damage) {}

  /**
   * Imports files. Those of one table become its parts, in their order.
   *
   * @return what was taken from each file, in their order
   * @throws DamagedFileException if a file is damaged and the intact records are not to be kept;
   *     the dump then stays unfinished
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds anything else
   * @throws IOException if a file can't be read, or the dump can't be written
   * @throws InterruptedException if the thread was interrupted
   */
  public List<FileResult> run(List<TableFile> sources) throws IOException, InterruptedException {
    Manifest.Builder manifest =
        Manifest.newBuilder()
            .setContent(Content.CONTENT_ROWS)
            .setKind(Kind.KIND_FULL)
            .setCountry(country.code())
            .setTimeZone(country.zone().getId());
    List<FileResult> results = new ArrayList<>();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    for (TableFile source : sources) {
      checkBeginning(source);
    }
    try (DumpWriter dump =
        DumpWriter.create(
            out,
            sources.stream().map(each -> each.message().getFile()).distinct().toList(),
            clock)) {
      for (TableFile source : sources) {
        int part = dump.parts().size();
        FileResult result = take(dump, source);
        results.add(result);
        manifest.addImportedFiles(
            ImportedFile.newBuilder()
                .setName(String.valueOf(source.file().getFileName()))
                .setPath(dump.parts().get(part).getPath())
                .setRecords(result.records())
                .setDamage(result.damage().map(DumpImport::text).orElse("")));
      }
      dump.finish(manifest);
    }
    return results;
  }

  private static String text(DamagedFileException damage) {
    return "record " + damage.record() + " at offset " + damage.offset() + ": " + damage.what();
  }

  /** Finds a missing file, or a prefix that can't be told, before anything is written. */
  private void checkBeginning(TableFile source) throws IOException {
    Path file = source.file();
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      // A pipe can be read only once.
      return;
    }
    try (RecordFile opened = RecordFile.open(file, prefix, source.message())) {
      opened.compression();
    } catch (DamagedFileException e) {
      if (!keepIntact) {
        throw e;
      }
    }
  }

  private FileResult take(DumpWriter dump, TableFile source)
      throws IOException, InterruptedException {
    try (RecordFile file = RecordFile.open(source.file(), prefix, source.message())) {
      return copy(dump, source, file);
    } catch (DamagedFileException e) {
      if (!keepIntact) {
        throw e;
      }
      // The file's beginning is damaged. The table has a part nevertheless.
      try (PartWriter part = part(dump, source)) {
        part.finish();
      }
      return new FileResult(source, Optional.empty(), prefix, 0, OddRecords.NONE, Optional.of(e));
    }
  }

  private FileResult copy(DumpWriter dump, TableFile source, RecordFile file)
      throws IOException, InterruptedException {
    Intake intake = new Intake(source, file.reader());
    boolean more = intake.advance();
    do {
      try (PartWriter part = part(dump, source)) {
        while (more && part.records() < RECORDS_PER_PART) {
          part.write(intake.reader.bytes(), 0, intake.reader.length());
          intake.records++;
          more = intake.advance();
        }
        part.finish();
      }
    } while (more);
    return new FileResult(
        source,
        Optional.of(file.compression()),
        file.prefix(),
        intake.records,
        intake.check.odd(),
        intake.damage);
  }

  private PartWriter part(DumpWriter dump, TableFile source) throws IOException {
    PartWriter part = dump.part(TableSeries.rows(source.table()), source.message().getFullName());
    part.entry().setTable(source.table());
    return part;
  }

  /** The records of one file, checked, up to its end or to a damage. */
  private final class Intake {

    private final TableFile source;
    private final DelimitedReader reader;
    private final RecordCheck check;
    private long records;
    private Optional<DamagedFileException> damage = Optional.empty();

    Intake(TableFile source, DelimitedReader reader) {
      this.source = source;
      this.reader = reader;
      this.check = new RecordCheck(source.message());
    }

    boolean advance() throws IOException, InterruptedException {
      if (records % RECORDS_PER_REPORT == 0) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        progress.accept(source.file(), records);
      }
      try {
        return next();
      } catch (DamagedFileException e) {
        if (!keepIntact) {
          throw e;
        }
        damage = Optional.of(e);
        return false;
      }
    }

    private boolean next() throws IOException {
      if (!reader.advance()) {
        return false;
      }
      try {
        check.check(reader.bytes(), reader.length());
        return true;
      } catch (InvalidProtocolBufferException e) {
        throw reader.damaged("not a " + source.message().getFullName() + ": " + e.getMessage(), e);
      }
    }
  }
}
