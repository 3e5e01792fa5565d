package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.transformer.InputDump.SchemaCompatibility;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SchemaCompatibilityTest {

  private static final LegacyTable FLIRTS = DumpFixture.TABLES.table("Flirts");
  private static final String PART = "Flirts/part-00000.pb.gz";

  /** Returns the message of Flirts as another schema might have it. */
  private static Descriptor changed(Consumer<DescriptorProto.Builder> change) throws Exception {
    FileDescriptorProto.Builder file = LegacyProto.getDescriptor().toProto().toBuilder();
    DescriptorProto.Builder flirt = file.getMessageTypeBuilder(Flirt.getDescriptor().getIndex());
    change.accept(flirt);
    return FileDescriptor.buildFrom(
            file.build(),
            LegacyProto.getDescriptor().getDependencies().toArray(FileDescriptor[]::new))
        .findMessageTypeByName("Flirt");
  }

  private static void assertRefused(Descriptor written, String what) {
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> SchemaCompatibility.check(PART, written, FLIRTS))
        .withMessage(
            PART
                + ": of another schema: column FlirtType is expected as field 4 of type uint32, but"
                + " hpc.legacy.Flirt "
                + what
                + "; extract the dump again with this hpc");
  }

  @Test
  void theOwnSchemaAndOneWithMoreOrFewerUnusedColumnsAreRead() throws Exception {
    Descriptor more =
        changed(
            flirt ->
                flirt.addField(
                    FieldDescriptorProto.newBuilder()
                        .setName("extra")
                        .setNumber(99)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)));
    Descriptor fewer =
        changed(flirt -> flirt.removeField(flirt.getFieldCount() - 1).removeOneofDecl(6));
    assertThatCode(
            () -> {
              SchemaCompatibility.check(PART, Flirt.getDescriptor(), FLIRTS);
              SchemaCompatibility.check(PART, more, FLIRTS);
              SchemaCompatibility.check(PART, fewer, FLIRTS);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aMissingColumnIsRefused() throws Exception {
    assertRefused(changed(flirt -> flirt.getFieldBuilder(3).setNumber(40)), "has no such field");
  }

  @Test
  void aColumnOfAnotherNameIsRefused() throws Exception {
    Descriptor renamed =
        changed(
            flirt ->
                flirt
                    .getFieldBuilder(3)
                    .getOptionsBuilder()
                    .setExtension(
                        OptionsProto.column, Column.newBuilder().setName("Mood").build()));
    assertRefused(renamed, "has the column 'Mood' there");
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws Exception {
    Descriptor retyped =
        changed(flirt -> flirt.getFieldBuilder(3).setType(FieldDescriptorProto.Type.TYPE_STRING));
    assertRefused(retyped, "has it of type string");
  }
}
