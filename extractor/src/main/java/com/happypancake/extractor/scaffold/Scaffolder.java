package com.happypancake.extractor.scaffold;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.util.List;
import java.util.function.Consumer;

/** Makes a schema from a database's catalogue. No row is read. */
public final class Scaffolder {

  private Scaffolder() {}

  /**
   * Makes a schema.
   *
   * @param notes takes what the source can't do and what is left out, a sentence each
   * @throws SourceException if the source can't be reached, does not tell its tables, or has none
   *     of those that were named
   */
  public static Scaffold run(ScaffoldRequest request, Consumer<String> notes)
      throws SourceException {
    try (Session session =
        Sessions.of(
                DatabaseProduct.of(request.source()).driver(),
                request.source(),
                request.credentials(),
                ConnectionSettings.DEFAULT,
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
    FileDescriptor file = SchemaDescriptors.file(plan);
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
}
