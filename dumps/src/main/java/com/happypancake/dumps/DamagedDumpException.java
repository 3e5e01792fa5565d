package com.happypancake.dumps;

import com.happypancake.dumps.block.BlockException;
import com.happypancake.dumps.block.VirtualOffset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A dump that is cut, altered or otherwise not what its manifest says. */
public final class DamagedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Fault {
    /** A file is missing, or a link lies in its place. */
    MISSING,
    /** The manifest cannot be read, contradicts itself or exceeds a limit. */
    MANIFEST,
    /** The schemas are not the manifest's, or do not have the message of a part. */
    SCHEMA,
    /** A part's file has another size or checksum than the manifest says. */
    FILE,
    /** A file ends early. */
    CUT,
    /** A block is not BGZF, or does not hold what its trailer says. */
    BLOCK,
    /** A record's length is wrong, or its bytes are no message of the part's type. */
    RECORD,
    /** A part holds another number of records or other content than the manifest says. */
    CONTENT,
    /** An index is not that of its part. */
    INDEX,
    /** A file changed while it was read. */
    CHANGED,
    /** The dump has more damages than a repair takes. */
    TOO_MANY
  }

  private final Fault fault;
  private final Place place;
  private final String what;
  private final @Nullable String advice;

  /** Where in which file; the folder is known only where several dumps are read. */
  private record Place(
      Optional<Path> folder, String path, OptionalLong record, Optional<VirtualOffset> offset) {

    static Place of(String path) {
      return new Place(Optional.empty(), path, OptionalLong.empty(), Optional.empty());
    }

    String file() {
      return folder.map(each -> each.resolve(path).toString()).orElse(path);
    }

    /** Returns where in the file, with what separates it from the file's name. */
    String within() {
      String at = offset.map(each -> "virtual offset " + each).orElse("");
      return record.isPresent()
          ? ": record " + record.getAsLong() + (at.isEmpty() ? "" : " at " + at)
          : at.isEmpty() ? "" : ": " + at;
    }
  }

  /** Damage of a file as a whole, without a cause. */
  public DamagedDumpException(Fault fault, String path, String what) {
    this(fault, path, what, null);
  }

  /**
   * Damage of a file as a whole.
   *
   * @param path of the file, relative to the dump's folder
   * @param what is wrong: what was expected, what is there
   * @param cause what a library threw
   */
  public DamagedDumpException(Fault fault, String path, String what, @Nullable Throwable cause) {
    this(fault, Place.of(path), what, null, cause);
  }

  private DamagedDumpException(
      Fault fault, Place place, String what, @Nullable String advice, @Nullable Throwable cause) {
    super(place.file() + place.within() + ": " + text(what, advice), cause);
    this.fault = fault;
    this.place = place;
    this.what = what;
    this.advice = advice;
  }

  private static String text(String what, @Nullable String advice) {
    return advice == null ? what : what + "; " + advice;
  }

  /** Returns a damage at a place of a file. */
  static DamagedDumpException at(
      VirtualOffset offset, Fault fault, String path, String what, @Nullable Throwable cause) {
    Place place = new Place(Optional.empty(), path, OptionalLong.empty(), Optional.of(offset));
    return new DamagedDumpException(fault, place, what, null, cause);
  }

  /**
   * Returns a damage of a record.
   *
   * @param offset where it lies; empty if its reader has left it
   */
  public static DamagedDumpException ofRecord(
      String path,
      long ordinal,
      Optional<VirtualOffset> offset,
      String what,
      @Nullable Throwable cause) {
    Place place = new Place(Optional.empty(), path, OptionalLong.of(ordinal), offset);
    return new DamagedDumpException(Fault.RECORD, place, what, null, cause);
  }

  /** Returns a damage of a block, whose place the cause tells. */
  static DamagedDumpException ofBlock(String path, BlockException cause) {
    return at(
        new VirtualOffset(cause.block().orElseThrow(), 0),
        fault(cause.kind()),
        path,
        cause.what(),
        cause);
  }

  private static Fault fault(BlockException.Kind kind) {
    return switch (kind) {
      case CUT -> Fault.CUT;
      case BLOCK -> Fault.BLOCK;
      case RECORD -> Fault.RECORD;
    };
  }

  /** Returns the same damage with the dump's folder, for where several dumps are read. */
  public DamagedDumpException in(Path folder) {
    return copy(new Place(Optional.of(folder), place.path, place.record, place.offset), advice);
  }

  /** Returns the same damage with what to do about it: half a sentence. */
  public DamagedDumpException advising(String whatToDo) {
    return copy(place, whatToDo);
  }

  private DamagedDumpException copy(Place at, @Nullable String whatToDo) {
    DamagedDumpException copy = new DamagedDumpException(fault, at, what, whatToDo, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** Returns the kind of damage. */
  public Fault fault() {
    return fault;
  }

  /** Returns the path of the damaged file, relative to the dump's folder. */
  public String path() {
    return place.path;
  }

  /** Returns the number of the damaged record in its part; empty if it is not about one record. */
  public OptionalLong record() {
    return place.record;
  }

  /** Returns where in the file the damage is; empty if it is about the file as a whole. */
  public Optional<VirtualOffset> offset() {
    return place.offset;
  }

  /** Returns what to do about it, if it is always the same. */
  public Optional<String> advice() {
    return Optional.ofNullable(advice);
  }

  /** Returns the message without the file: place, what is wrong, and what to do. */
  public String detail() {
    String at = place.within();
    return (at.isEmpty() ? "" : at.substring(2) + ": ") + text(what, advice);
  }
}
