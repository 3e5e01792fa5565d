package com.happypancake.inspect;

import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.inspect.query.EventTypes;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Exports the records of a query to a new folder: a file for each table or type of events. */
public final class FolderExport {

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Query query;
  private final QueryLines format;
  private final ExportFolder folder;

  private FolderExport(Query query, QueryLines format, ExportFolder folder) {
    this.query = query;
    this.format = format;
    this.folder = folder;
  }

  /**
   * A file that was written.
   *
   * @param path of the file
   * @param records in it
   */
  public record ExportedFile(Path path, long records) {}

  /**
   * Exports records. A run that fails leaves nothing.
   *
   * @param format how to write them
   * @param target a folder to make, or an empty one, or what an export that was killed left
   * @param listener is told how far the export is
   * @return the files by name
   * @throws RefusedFolderException if there is anything else in the folder
   * @throws SchemaException if a type of events can't be the name of a file
   * @throws IOException if a part cannot be read or is damaged, or a file cannot be written
   * @throws InterruptedException if the thread was interrupted
   */
  public static List<ExportedFile> write(
      Query query, QueryLines format, Path target, ReadListener listener)
      throws IOException, InterruptedException {
    try (ExportFolder folder = new ExportFolder(target);
        QueryCursor cursor = new QueryCursor(query, listener)) {
      new FolderExport(query, format, folder).write(cursor);
      folder.publish();
      return folder.files().stream()
          .map(file -> new ExportedFile(file.target(), file.records()))
          .toList();
    }
  }

  private void write(QueryCursor cursor) throws IOException, InterruptedException {
    for (Part part : query.parts()) {
      if (!EventTypes.isEnvelope(query.message(part))) {
        file(PartNames.series(part), part, Set.of());
      }
    }
    while (cursor.advance()) {
      file(cursor).write(cursor.message());
    }
  }

  private ExportFolder.TextFile file(QueryCursor cursor) throws IOException {
    Part part = cursor.part();
    if (!EventTypes.isEnvelope(cursor.message().getDescriptorForType())) {
      return file(PartNames.series(part), part, Set.of());
    }
    String type = cursor.type();
    if (!FILE_NAME.matcher(type).matches()) {
      throw new SchemaException(
          query.dump().folder() + ": a type of events can't be the name of a file: '" + type + "'");
    }
    return file(type, part, Set.of(type));
  }

  private ExportFolder.TextFile file(String name, Part part, Set<String> types) throws IOException {
    String fileName = name + format.format().suffix();
    Optional<ExportFolder.TextFile> known = folder.file(fileName);
    return known.isPresent()
        ? known.get()
        : folder.add(fileName, format.of(query.message(part), types));
  }
}
