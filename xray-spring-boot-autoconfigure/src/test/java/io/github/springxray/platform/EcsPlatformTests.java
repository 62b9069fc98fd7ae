/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EcsPlatform}.
 */
class EcsPlatformTests {

	static final String ARN = "arn:aws:ecs:us-west-2:111122223333:container/default/8f03e41243824aea923aca126495f665/"
			+ "0206b271-b33f-47ab-86c6-a0ba208a70a9";

	static final String CONTAINER = """
			{"DockerId":"%s","Name":"curl","DockerName":"ecs-curltest-24-curl-cca48e8dcadd97805600",
			"Image":"111122223333.dkr.ecr.us-west-2.amazonaws.com/curltest:latest",
			"Labels":{"com.amazonaws.ecs.cluster":"default"},"DesiredStatus":"RUNNING","KnownStatus":"RUNNING",
			"Limits":{"CPU":10,"Memory":128},"CreatedAt":"2020-10-02T00:15:07.620912337Z","Type":"NORMAL",
			"LogDriver":"awslogs","LogOptions":{"awslogs-create-group":"true","awslogs-group":"/ecs/metadata",
			"awslogs-region":"us-west-2","awslogs-stream":"ecs/curl/8f03e41243824aea923aca126495f665"},
			"ContainerARN":"%s","Networks":[]}""".formatted(TestMachine.CONTAINER, ARN);

	private final FakeMetadata service = new FakeMetadata();

	@TempDir
	private Path root;

	private TestMachine machine;

	@BeforeEach
	void create() {
		this.machine = new TestMachine(this.root).variable("ECS_CONTAINER_METADATA_URI_V4",
				this.service.uri() + "/v4/the-container");
	}

	@AfterEach
	void close() {
		this.service.close();
	}

	private Sighting look() {
		return new EcsPlatform().look(this.machine.machine(), false);
	}

	private Facts ask() throws IOException {
		return Patience.untilAnswered(look().question()::ask);
	}

	@Test
	void knowsTheContainerAtOnce() {
		Facts facts = look().facts();
		assertThat(facts.origin()).isEqualTo("AWS::ECS::Container");
		assertThat(facts.block()).isEqualTo(Map.of("container", "the-host"));
		this.machine.container();
		assertThat(look().facts().block())
			.isEqualTo(Map.of("container", "the-host", "container_id", TestMachine.CONTAINER));
		assertThat(this.service.isAsked()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "https://169.254.170.2/v4", "169.254.170.2/v4", "http://a b" })
	void isNotWhereNoServiceIsNamed(String uri) {
		this.machine.variable("ECS_CONTAINER_METADATA_URI_V4", uri);
		assertThat(look()).isNull();
	}

	@Test
	void isNotWhereTheEnvironmentSaysNothing() {
		assertThat(new EcsPlatform().look(new TestMachine(this.root).machine(), true)).isNull();
	}

	@Test
	void asksForTheArnAndTheLogGroup() throws Exception {
		this.service.answer(FakeMetadata.ok(CONTAINER));
		Facts facts = ask();
		assertThat(this.service.take()).startsWith("GET /v4/the-container HTTP");
		assertThat(facts.block())
			.isEqualTo(Map.of("container", "the-host", "container_id", TestMachine.CONTAINER, "container_arn", ARN));
		assertThat(facts.logs()).isEqualTo(
				Set.of(Facts.log("/ecs/metadata", "arn:aws:logs:us-west-2:111122223333:log-group:/ecs/metadata")));
	}

	@Test
	void asksTheOlderServiceWhereThereIsNoOther() throws Exception {
		this.service.answer(FakeMetadata.ok(CONTAINER));
		TestMachine older = new TestMachine(this.root).variable("ECS_CONTAINER_METADATA_URI",
				this.service.uri() + "/v3/the-container");
		assertThat(Patience.untilAnswered(new EcsPlatform().look(older.machine(), false).question()::ask).block())
			.hasSize(3);
		assertThat(this.service.take()).startsWith("GET /v3/the-container HTTP");
	}

	/**
	 * The SDK puts the log groups of every partition into that of the rest of the world.
	 */
	@ParameterizedTest
	@CsvSource({ "aws-cn,cn-north-1", "aws-us-gov,us-gov-west-1" })
	void namesTheLogGroupInThePartitionOfTheContainer(String partition, String region) throws Exception {
		this.service
			.answer(FakeMetadata.ok(CONTAINER.replace("arn:aws:ecs:us-west-2", "arn:" + partition + ":ecs:" + region)
				.replace("\"us-west-2\"", "\"" + region + "\"")));
		assertThat(ask().logs()).singleElement()
			.satisfies((log) -> assertThat(log.getArn())
				.isEqualTo("arn:" + partition + ":logs:" + region + ":111122223333:log-group:/ecs/metadata"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "7", "{", "{}", "<html></html>", "{\"ContainerARN\":7}",
			"{\"ContainerARN\":\"nonsense\"}", "{\"ContainerARN\":null,\"LogOptions\":7}",
			"{\"LogOptions\":{\"awslogs-group\":{}}}", "{\"LogOptions\":{\"awslogs-group\":\"no name\"}}" })
	void takesNoGarbageForAContainer(String answer) {
		this.service.answer(FakeMetadata.ok(answer));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask);
	}

	@Test
	void takesWhatIsRightOfAnAnswer() throws Exception {
		this.service.answer(FakeMetadata.ok("""
				{"DockerId":[],"ContainerARN":"arn:aws:ecs","LogOptions":{"awslogs-group":"the-group",
				"awslogs-region":"a b"}}"""));
		assertThat(ask().block()).isEqualTo(Map.of("container", "the-host"));
		assertThat(ask().logs()).isEqualTo(Set.of(Facts.log("the-group", null)));
	}

	@Test
	void namesNoLogGroupWhereTheLogGoesElsewhere() throws Exception {
		this.service.answer(FakeMetadata.ok("{\"ContainerARN\":\"" + ARN
				+ "\",\"LogDriver\":\"splunk\",\"LogOptions\":{\"splunk-token\":\"secret\"}}"));
		assertThat(ask().logs()).isEmpty();
		assertThat(ask().toString()).doesNotContain("secret");
	}

}
