package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.legacy.LegacyProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorSetsTest {

  private static final FileDescriptorSet SET =
      DescriptorSets.of(List.of(LegacyProto.getDescriptor()));

  @Test
  void importsComeBeforeTheFilesThatImportThem() {
    assertThat(SET.getFileList())
        .extracting("name")
        .containsExactly(
            "google/protobuf/descriptor.proto",
            "hpc/options.proto",
            "hpc/types.proto",
            "hpc/legacy.proto");
  }

  @Test
  void aMessageIsFoundByItsFullName() {
    List<FileDescriptor> files = DescriptorSets.parse(SET.toByteArray());
    assertThat(DescriptorSets.message(files, "hpc.legacy.Message").getFields()).hasSize(10);
  }

  @Test
  void aMessageThatIsNotThereIsNamed() {
    List<FileDescriptor> files = DescriptorSets.parse(SET.toByteArray());
    assertThatThrownBy(() -> DescriptorSets.message(files, "hpc.legacy.Massage"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("hpc.legacy.Massage");
  }

  @Test
  void aSetWithoutItsImportsTellsHowToMakeOneWithThem() {
    byte[] alone = FileDescriptorSet.newBuilder().addFile(SET.getFile(3)).build().toByteArray();
    assertThatThrownBy(() -> DescriptorSets.parse(alone))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("--include_imports");
  }

  @Test
  void otherBytesAreNoDescriptorSet() {
    assertThatThrownBy(() -> DescriptorSets.parse(new byte[] {1, 2, 3}))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("not a descriptor set");
  }
}
