package com.happypancake.dumps;

import com.happypancake.dumps.block.BlockException;
import com.happypancake.dumps.block.VirtualOffset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Thrown if a dump is cut off, altered, or differs from its manifest in another way. */
public final class DamagedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The kinds of damage. */
  public enum Fault {
    /** A file is missing, or a link lies in its place. */
    MISSING,
    /** The manifest cannot be read, contradicts itself or exceeds a limit. */
    MANIFEST,
    /** The schemas do not match the manifest, or do not have a part's message. */
    SCHEMA,
    /** The size or checksum of a part's file differs from the manifest. */
    FILE,
    /** A file ends early. */
    CUT,
    /** A block is not BGZF, or its content does not match its trailer. */
    BLOCK,
    /** A record's length is wrong, or its bytes are not a message of the part's type. */
    RECORD,
    /** The number of a part's records or its content differs from the manifest. */
    CONTENT,
    /** An index is damaged or does not match its part. */
    INDEX,
    /** A file changed while it was read. */
    CHANGED,
    /** The dump has too many damages for a repair. */
    TOO_MANY
  }

  private final Fault fault;
  private final Place place;
  private final String what;
  private final @Nullable String advice;

  /** A file and a place in it. The folder is empty unless {@link #in} was called. */
  private record Place(
      Optional<Path> folder, String path, OptionalLong record, Optional<VirtualOffset> offset) {

    static Place of(String path) {
      return new Place(Optional.empty(), path, OptionalLong.empty(), Optional.empty());
    }

    String file() {
      return folder.map(each -> each.resolve(path).toString()).orElse(path);
    }

    /** Returns the place in the file, with the separator after the file's name. */
    String within() {
      String at = offset.map(each -> "virtual offset " + each).orElse("");
      return record.isPresent()
          ? ": record " + record.getAsLong() + (at.isEmpty() ? "" : " at " + at)
          : at.isEmpty() ? "" : ": " + at;
    }
  }

  /** Creates an exception about a whole file, without a cause. */
  public DamagedDumpException(Fault fault, String path, String what) {
    this(fault, path, what, null);
  }

  /**
   * Creates an exception about a whole file.
   *
   * @param path the file's path, relative to the dump's folder
   * @param what what is wrong: what was expected and what was found
   * @param cause the exception of a library; null if there is none
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

  /** Returns an exception about a place in a file. */
  static DamagedDumpException at(
      VirtualOffset offset, Fault fault, String path, String what, @Nullable Throwable cause) {
    Place place = new Place(Optional.empty(), path, OptionalLong.empty(), Optional.of(offset));
    return new DamagedDumpException(fault, place, what, null, cause);
  }

  /**
   * Returns an exception about a record.
   *
   * @param offset the record's place; empty if the reader has left it
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

  /** Returns an exception about a block. The cause has the block's place. */
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

  /** Returns a copy that names the dump's folder, for callers that read several dumps. */
  public DamagedDumpException in(Path folder) {
    return copy(new Place(Optional.of(folder), place.path, place.record, place.offset), advice);
  }

  /** Returns a copy with advice, which is half a sentence. */
  public DamagedDumpException advising(String whatToDo) {
    return copy(place, whatToDo);
  }

  private DamagedDumpException copy(Place at, @Nullable String whatToDo) {
    DamagedDumpException copy = new DamagedDumpException(fault, at, what, whatToDo, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** Returns the kind of the damage. */
  public Fault fault() {
    return fault;
  }

  /** Returns the path of the damaged file, relative to the dump's folder. */
  public String path() {
    return place.path;
  }

  /** Returns the ordinal of the damaged record; empty if the damage is not that of a record. */
  public OptionalLong record() {
    return place.record;
  }

  /** Returns the place of the damage; empty if it is unknown or the whole file is damaged. */
  public Optional<VirtualOffset> offset() {
    return place.offset;
  }

  /** Returns what to do about the damage, if that is always the same. */
  public Optional<String> advice() {
    return Optional.ofNullable(advice);
  }

  /** Returns the message without the file: the place, what is wrong, and what to do. */
  public String detail() {
    String at = place.within();
    return (at.isEmpty() ? "" : at.substring(2) + ": ") + text(what, advice);
  }
}
