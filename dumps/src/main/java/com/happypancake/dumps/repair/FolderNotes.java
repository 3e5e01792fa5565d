package com.happypancake.dumps.repair;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what is odd in a dump's folder but does not affect the content. */
final class FolderNotes {

  private static final long MAX_RUN_BYTES = 1 << 20;

  private FolderNotes() {}

  static List<String> of(Dump dump) throws IOException {
    List<String> notes = new ArrayList<>();
    run(dump.folder().resolve(DumpLayout.RUN), notes);
    Set<String> known =
        new HashSet<>(List.of(DumpLayout.MANIFEST, DumpLayout.SCHEMA, DumpLayout.RUN));
    for (Part part : dump.parts()) {
      known.add(part.getPath());
      known.add(DumpLayout.indexPath(part.getPath()));
    }
    for (String file : files(dump.folder())) {
      if (!known.contains(file)) {
        // The note goes to a terminal, and a file's name may hold control characters.
        notes.add(file.replaceAll("\\p{Cntrl}", "?") + ": is not of this dump");
      }
    }
    return notes;
  }

  private static void run(Path file, List<String> notes) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_RUN_BYTES) {
      notes.add(DumpLayout.RUN + ": is missing, so that nothing tells how the dump was written");
      return;
    }
    try {
      String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      JsonFormat.parser().ignoringUnknownFields().merge(json, Run.newBuilder());
    } catch (InvalidProtocolBufferException e) {
      notes.add(
          DumpLayout.RUN + ": cannot be read, so that nothing tells how the dump was written");
    }
  }

  /** Returns the files of a folder and of the folders in it that are no dumps themselves. */
  private static Set<String> files(Path folder) throws IOException {
    Set<String> files = new TreeSet<>();
    for (Path entry : list(folder)) {
      if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        files.add(folder.relativize(entry).toString());
      } else if (!isDump(entry)) {
        list(entry)
            .forEach(each -> files.add(folder.relativize(each).toString().replace('\\', '/')));
      }
    }
    return files;
  }

  private static boolean isDump(Path folder) {
    return Files.exists(folder.resolve(DumpLayout.MANIFEST))
        || Files.exists(folder.resolve(DumpLayout.UNFINISHED));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
