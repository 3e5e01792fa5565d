package com.happypancake.extractor.scaffold;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.extractor.scaffold.SchemaPlan.MessagePlan;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A database's schema as messages, both as text and as descriptors.
 *
 * @param name of the files, without a suffix
 * @param text the annotated .proto, for people
 * @param descriptors of the text, with all imports
 * @param tables how many tables have a message
 * @param columns how many columns have a field
 * @param columnsLeftOut how many columns of these tables have no field
 */
public record Scaffold(
    String name,
    String text,
    FileDescriptorSet descriptors,
    int tables,
    int columns,
    int columnsLeftOut) {

  /**
   * Makes a schema from a database's catalogue. It reads no row.
   *
   * @param notes receives what the source can't do and what is left out, one sentence each
   * @throws SourceException if the source can't be reached, lists no tables, or lacks a named one
   */
  public static Scaffold of(
      ScaffoldRequest request, ConnectionSettings connection, Consumer<String> notes)
      throws SourceException {
    try (Session session =
        new Sessions(
                DatabaseProduct.of(request.source()).driver(),
                request.source(),
                request.credentials(),
                connection,
                notes)
            .open()) {
      List<CatalogueTable> tables =
          new CatalogueReader(session, notes).read(request.schemas(), request.tables());
      return scaffold(plan(request, session, tables, notes));
    }
  }

  private static SchemaPlan plan(
      ScaffoldRequest request, Session session, List<CatalogueTable> tables, Consumer<String> notes)
      throws SourceException {
    String database = session.currentDatabase();
    String name =
        Identifiers.snakeCase(database.isEmpty() ? request.schemas().get(0) : database, "database");
    Identifiers messages = new Identifiers();
    List<MessagePlan> plans = new Planner(tables, messages, notes).plan();
    if (plans.isEmpty()) {
      throw new SourceException(
          SourceException.Kind.MISMATCH,
          session.address() + ": no table is left of which a field could hold a column");
    }
    return new SchemaPlan(
        name + ".proto",
        request.packageName().orElse("legacy." + name),
        messages.message(name + " proto"),
        database.isEmpty() ? "a database" : "the database " + database,
        plans);
  }

  private static Scaffold scaffold(SchemaPlan plan) {
    FileDescriptor file = plan.descriptor();
    // Fails if an extraction would not accept the schema.
    LegacyCatalogue.of(List.of(file));
    return new Scaffold(
        plan.file().replaceFirst("\\.proto$", ""),
        SchemaText.of(plan),
        DescriptorSets.of(List.of(file)),
        plan.messages().size(),
        plan.messages().stream().mapToInt(message -> message.fields().size()).sum(),
        plan.messages().stream().mapToInt(message -> message.leftOut().size()).sum());
  }

  public record Written(Path text, Path descriptors) {}

  /**
   * Writes both files, and creates the folder if it is missing.
   *
   * @param overwrite whether to overwrite files with other content, which someone may have edited
   * @throws RefusedFolderException if such a file may not be overwritten; then nothing is written
   * @throws IOException if the file system fails
   */
  public Written writeTo(Path folder, boolean overwrite) throws IOException {
    Path textFile = folder.resolve(name + ".proto");
    Path descriptorFile = folder.resolve(name + DescriptorSets.FILE_ENDING);
    byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] descriptorBytes = descriptors.toByteArray();
    if (!overwrite) {
      refuseEdited(textFile, textBytes);
      refuseEdited(descriptorFile, descriptorBytes);
    }
    PrivateFiles.createDirectories(folder);
    PrivateFiles.writeTo(textFile, textBytes);
    PrivateFiles.writeTo(descriptorFile, descriptorBytes);
    return new Written(textFile, descriptorFile);
  }

  private static void refuseEdited(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), content)) {
      throw new RefusedFolderException(
          Reason.NOT_EMPTY,
          file
              + ": is there already and differs from what the database gives now, by an edit or"
              + " because the database changed; move it away, give another --out, or write over it"
              + " with --force");
    }
  }

  /**
   * The tables to make a schema of.
   *
   * @param source a JDBC URL without secrets
   * @param credentials the login; empty if the URL names another kind of login
   * @param schemas their names in any case; messages of all but the first carry their schema's name
   * @param tables names of tables and views, in any case, schema optional; empty for all tables, no
   *     view
   * @param packageName the messages' package; empty to derive it from the database's name
   */
  public record ScaffoldRequest(
      String source,
      Optional<Credentials> credentials,
      List<String> schemas,
      List<String> tables,
      Optional<String> packageName) {

    /** Excludes later components hpc, which would hide hpc's own package from protoc. */
    private static final Pattern PACKAGE =
        Pattern.compile(
            "(?!google\\b|hpc\\.(options|types)\\b)[a-z][a-z0-9_]*(\\.(?!hpc\\b)[a-z][a-z0-9_]*)*");

    /**
     * Checks the request.
     *
     * @throws IllegalArgumentException if it names no schema, or the package name is invalid
     */
    public ScaffoldRequest {
      schemas = List.copyOf(schemas);
      tables = List.copyOf(tables);
      if (schemas.isEmpty() || schemas.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("the schema has no name; expected for example dbo");
      }
      packageName
          .filter(name -> !PACKAGE.matcher(name).matches())
          .ifPresent(
              name -> {
                throw new IllegalArgumentException(
                    "'"
                        + name
                        + "' is no package for a schema; expected small letters, digits and _"
                        + " between points, such as legacy.finland, that are not hpc's or google's"
                        + " own");
              });
    }

    /** Omits the URL, since it may carry a secret. */
    @Override
    public String toString() {
      return "ScaffoldRequest[schemas=" + schemas + ", tables=" + tables + "]";
    }
  }
}
