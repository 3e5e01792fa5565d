package com.happypancake.cli.command;

import com.happypancake.database.SourceException;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.block.TaskFailure;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.inspect.delimited.DamagedFileException;
import com.happypancake.inspect.query.InvalidQueryException;
import com.happypancake.sample.RefusedDatabaseException;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.transformer.RefusedDumpException;
import com.happypancake.transformer.choice.TooManyRejectsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Maps exceptions to messages and exit codes by the first matching row of a table. */
public final class FailureMapper {

  private static final List<Row<?>> TABLE =
      List.of(
          row(CommandException.class, e -> new RunFailure(e.code(), text(e))),
          row(InvalidQueryException.class, ExitCode.USAGE),
          row(RefusedFolderException.class, ExitCode.REFUSED),
          row(DamagedDumpException.class, ExitCode.DATA),
          row(DamagedFileException.class, ExitCode.DATA),
          row(MismatchedDumpException.class, ExitCode.DATA),
          row(SchemaException.class, ExitCode.DATA),
          row(RefusedDumpException.class, ExitCode.DATA),
          row(TooManyRejectsException.class, ExitCode.REFUSED),
          row(SourceException.class, e -> new RunFailure(code(e.kind()), text(e))),
          row(BrokerException.class, e -> new RunFailure(code(e.kind()), text(e))),
          row(RefusedDatabaseException.class, ExitCode.REFUSED),
          row(SQLException.class, FailureMapper::ofDatabase),
          row(NoSuchFileException.class, e -> local(e.getFile() + ": there is no such file")),
          row(AccessDeniedException.class, e -> local(e.getFile() + ": " + reason(e))),
          row(FileSystemException.class, FailureMapper::ofFile),
          row(IOException.class, e -> ofDisk(text(e))),
          row(InvalidPathException.class, e -> local(e.getInput() + ": " + Arguments.noPath(e))),
          row(OutOfMemoryError.class, e -> local(ofMemory(text(e)))));

  private static final String NO_REASON = "no reason is given; --verbose shows where it failed";

  private FailureMapper() {}

  private record Row<T extends Throwable>(Class<T> type, Function<T, RunFailure> meaning) {
    Optional<RunFailure> failure(Throwable thrown) {
      return type.isInstance(thrown)
          ? Optional.of(meaning.apply(type.cast(thrown)))
          : Optional.empty();
    }
  }

  private static <T extends Throwable> Row<T> row(Class<T> type, Function<T, RunFailure> meaning) {
    return new Row<>(type, meaning);
  }

  private static <T extends Throwable> Row<T> row(Class<T> type, ExitCode code) {
    return new Row<>(type, thrown -> new RunFailure(code, text(thrown)));
  }

  /** Returns the failure for an exception. An exception without a row counts as a bug. */
  public static RunFailure of(Throwable thrown) {
    Throwable cause = outOfMemory(thrown).orElse(TaskFailure.of(thrown).cause());
    return TABLE.stream()
        .flatMap(row -> row.failure(cause).stream())
        .findFirst()
        .orElseGet(() -> new RunFailure(ExitCode.INTERNAL, ofBug(cause)));
  }

  /** Returns the lack of memory among the causes. Drivers and libraries wrap it. */
  private static Optional<Throwable> outOfMemory(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  private static ExitCode code(SourceException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, LOGIN, QUERY, LOST -> ExitCode.CONNECTION;
      case MISMATCH -> ExitCode.DATA;
    };
  }

  private static ExitCode code(BrokerException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, LOGIN, LOST -> ExitCode.CONNECTION;
      case TOPOLOGY, REFUSED -> ExitCode.REFUSED;
    };
  }

  private static RunFailure local(String message) {
    return new RunFailure(ExitCode.LOCAL, message);
  }

  /** Returns why a file can't be used, without its name. Some exceptions have only their class. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied; check its owner and mode";
    } else if (!(e instanceof FileSystemException file)) {
      return text(e);
    } else if (file.getReason() != null) {
      return file.getReason();
    } else if (e instanceof FileAlreadyExistsException) {
      return "already exists";
    } else if (e instanceof NotDirectoryException) {
      return "is not a folder";
    } else if (e instanceof DirectoryNotEmptyException) {
      return "is not empty";
    } else if (e instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    }
    return NO_REASON;
  }

  private static RunFailure ofFile(FileSystemException e) {
    String what = reason(e);
    return ofDisk(e.getFile() == null ? what : e.getFile() + ": " + what);
  }

  /** An embedded database can fail because this machine's disk is full. */
  private static RunFailure ofDatabase(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && isFullDisk(text(cause))) {
        return ofDisk(text(e) + ": " + text(cause));
      }
    }
    return new RunFailure(ExitCode.CONNECTION, text(e));
  }

  /** Adds advice to the operating system's message. */
  private static RunFailure ofDisk(String message) {
    return isFullDisk(message)
        ? new RunFailure(
            ExitCode.LOCAL,
            message,
            "free some space on that disk, then run the same command again (hpc extract and hpc"
                + " transform: with --resume)")
        : new RunFailure(ExitCode.LOCAL, message);
  }

  private static boolean isFullDisk(String message) {
    return message.contains("No space left") || message.contains("Disk quota exceeded");
  }

  /** Returns whether the message comes from the operating system and names no file. */
  public static boolean namesNoFile(Throwable thrown) {
    Throwable cause = TaskFailure.of(thrown).cause();
    return cause instanceof IOException
        && !(cause instanceof FileSystemException file && file.getFile() != null);
  }

  private static String ofMemory(String message) {
    return "out of memory ("
        + message
        + "); give the JVM more, for example HPC_OPTS=-Xmx2g, or lower the command's own memory"
        + " option";
  }

  private static String ofBug(Throwable thrown) {
    return String.format(
        Locale.ROOT,
        "internal error: %s: %s; this is a bug: please report it with the output of --verbose",
        thrown.getClass().getSimpleName(),
        text(thrown));
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? NO_REASON : message;
  }

  /**
   * A run's failure.
   *
   * @param code the exit code
   * @param what the problem and its place, for some failures with advice
   * @param advice what to do, if that is not part of {@code what}; else empty
   */
  public record RunFailure(ExitCode code, String what, String advice) {

    /** Creates a failure without separate advice. */
    public RunFailure(ExitCode code, String what) {
      this(code, what, "");
    }

    public String message() {
      return advice.isEmpty() ? what : what + "; " + advice;
    }
  }
}
