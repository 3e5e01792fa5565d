package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Any values, through a database and its driver into a dump and back. */
class RoundTripPropertiesTest {

  private static final LegacyCatalogue WORKSHOP = Extractions.workshop();

  /** Extracts what a try inserted. */
  private interface Extracting {
    Manifest into(Path dump) throws Exception;
  }

  private static void check(LegacyTable table, List<Object[]> inserted, Extracting extracting)
      throws Exception {
    Path folder = Files.createTempDirectory("round-trip");
    try {
      Path dump = folder.resolve("dump");
      Manifest manifest = extracting.into(dump);
      ExpectedSpecimens.assertHeld(table, inserted, rows(dump, table.qualifiedName()), manifest);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void throughH2(LegacyCatalogue catalogue, String name, List<Object[]> rows)
      throws Exception {
    LegacyTable table = catalogue.table(name);
    try (TestDatabase database = TestDatabase.of(catalogue)) {
      for (Object[] row : rows) {
        database.insert(table, row);
      }
      check(
          table,
          rows,
          dump ->
              Extractions.run(
                  Extractions.extraction(database, catalogue, dump).withTables(List.of(name))));
    }
  }

  private static void throughMicrosoftsDriver(
      LegacyCatalogue catalogue, String name, List<Object[]> rows) throws Exception {
    LegacyTable table = catalogue.table(name);
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      for (Object[] row : rows) {
        server.tables.insert(table, row);
      }
      check(
          table,
          rows,
          dump -> server.run(server.extraction(dump).withTables(List.of(name)), new Listening()));
    }
  }

  @Property(tries = 8)
  void whatH2HoldsIsWhatTheDumpHolds(@ForAll("specimens") List<Object[]> rows) throws Exception {
    throughH2(WORKSHOP, "Specimens", rows);
  }

  @Property(tries = 8)
  void whatMicrosoftsDriverIsSentIsWhatTheDumpHolds(@ForAll("specimens") List<Object[]> rows)
      throws Exception {
    throughMicrosoftsDriver(WORKSHOP, "Specimens", rows);
  }

  @Tag("slow")
  @Property(tries = 60)
  void whateverH2HoldsIsWhatTheDumpHolds(@ForAll("specimens") List<Object[]> rows)
      throws Exception {
    throughH2(WORKSHOP, "Specimens", rows);
  }

  @Tag("slow")
  @Property(tries = 60)
  void whateverMicrosoftsDriverIsSentIsWhatTheDumpHolds(@ForAll("specimens") List<Object[]> rows)
      throws Exception {
    throughMicrosoftsDriver(WORKSHOP, "Specimens", rows);
  }

  @Property(tries = 5)
  void decimalsOf38DigitsAreHeldAtEveryScale(@ForAll("decimals") List<Object[]> rows)
      throws Exception {
    throughH2(scales(), "Scales", rows);
    throughMicrosoftsDriver(scales(), "Scales", rows);
  }

  @Tag("slow")
  @Property(tries = 40)
  void manyDecimalsOf38DigitsAreHeldAtEveryScale(@ForAll("decimals") List<Object[]> rows)
      throws Exception {
    throughH2(scales(), "Scales", rows);
    throughMicrosoftsDriver(scales(), "Scales", rows);
  }

  @Provide
  Arbitrary<List<Object[]>> specimens() {
    return AnySpecimens.rows(40);
  }

  @Provide
  Arbitrary<List<Object[]>> decimals() {
    List<Arbitrary<Object>> columns =
        IntStream.rangeClosed(0, 38)
            .mapToObj(scale -> AnySpecimens.decimals(scale).map(value -> (Object) value))
            .toList();
    return Combinators.combine(columns).as(List::toArray).list().ofMinSize(1).ofMaxSize(3);
  }

  /** A table with a decimal(38, n) for each n. */
  private static LegacyCatalogue scales() throws DescriptorValidationException {
    DescriptorProto.Builder message =
        DescriptorProto.newBuilder()
            .setName("Scale")
            .setOptions(
                MessageOptions.newBuilder()
                    .setExtension(
                        OptionsProto.table, Table.newBuilder().setName("Scales").build()));
    for (int scale = 0; scale <= 38; scale++) {
      String type = "decimal(38, " + scale + ")";
      Column column = Column.newBuilder().setName("D" + scale).setType(type).build();
      message
          .addField(
              FieldDescriptorProto.newBuilder()
                  .setName("d" + scale)
                  .setNumber(scale + 1)
                  .setType(FieldDescriptorProto.Type.TYPE_STRING)
                  .setProto3Optional(true)
                  .setOneofIndex(scale)
                  .setOptions(FieldOptions.newBuilder().setExtension(OptionsProto.column, column)))
          .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_d" + scale));
    }
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("scales.proto")
            .setPackage("hpc.example")
            .setSyntax("proto3")
            .addDependency(OptionsProto.getDescriptor().getFullName())
            .addMessageType(message)
            .build();
    return LegacyCatalogue.of(
        new ArrayList<>(
            List.of(
                FileDescriptor.buildFrom(
                    file, new FileDescriptor[] {OptionsProto.getDescriptor()}))));
  }
}
