package com.happypancake.cli.command;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.legacy.LegacyProto;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the schemas of rows. */
public final class SchemaOptions {

  @Option(
      names = "--descriptors",
      paramLabel = "FILE",
      description =
          "Read the tables of another schema: a descriptor set of hpc extract scaffold, or of"
              + " protoc --include_imports, or a folder with one. Default: HappyPancake's own.")
  private @Nullable Path schemas;

  /**
   * Returns the schemas' files.
   *
   * @throws CommandException if the file is not a descriptor set, or cannot be read
   */
  public List<FileDescriptor> files() throws CommandException {
    if (schemas == null) {
      return List.of(LegacyProto.getDescriptor());
    }
    String where = "--descriptors: " + schemas + ": ";
    try {
      return DescriptorSets.read(schemas);
    } catch (SchemaException e) {
      throw new CommandException(ExitCode.USAGE, where + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitCode.USAGE, where + "there is no such file", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL, where + "cannot be read; check its owner and mode", e);
    }
  }

  /**
   * Returns the tables of the schemas.
   *
   * @throws CommandException as {@link #files}, or if the schemas are invalid
   */
  public LegacyCatalogue catalogue() throws CommandException {
    List<FileDescriptor> files = files();
    return Arguments.check("--descriptors: " + schemas, () -> LegacyCatalogue.of(files));
  }
}
