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
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Ec2Platform}.
 */
class Ec2PlatformTests {

	static final String DOCUMENT = """
			{"accountId":"111122223333","architecture":"x86_64","availabilityZone":"eu-central-1b",
			"billingProducts":null,"devpayProductCodes":null,"imageId":"ami-0123456789abcdef0",
			"instanceId":"i-07a181803de94c477","instanceType":"m7g.large","kernelId":null,
			"pendingTime":"2026-11-28T02:55:29Z","privateIp":"10.0.0.7","ramdiskId":null,
			"region":"eu-central-1","version":"2017-09-30"}""";

	private final FakeMetadata service = new FakeMetadata();

	@TempDir
	private Path root;

	private TestMachine machine;

	@BeforeEach
	void create() {
		this.machine = new TestMachine(this.root).variable("AWS_EC2_METADATA_SERVICE_ENDPOINT",
				this.service.uri().toString());
	}

	@AfterEach
	void close() {
		this.service.close();
	}

	private Sighting look() {
		return new Ec2Platform().look(this.machine.machine(), true);
	}

	private Facts ask() throws IOException {
		return Patience.untilAnswered(look().question()::ask);
	}

	@ParameterizedTest
	@CsvSource({ "sys/class/dmi/id/sys_vendor,Amazon EC2", "sys/class/dmi/id/bios_vendor,Amazon EC2",
			"sys/class/dmi/id/board_vendor,Amazon EC2", "sys/class/dmi/id/bios_version,4.11.amazon",
			"sys/class/dmi/id/product_version,4.2.amazon", "sys/hypervisor/uuid,ec2e1916-9099-7caf-fd21-012345abcdef",
			"sys/class/dmi/id/product_uuid,EC2AE145-D1DC-13B2-94ED-012345ABCDEF" })
	void isWhereTheHardwareIsOfAmazon(String file, String content) {
		this.machine.file("sys/class/dmi/id/sys_vendor", "Xen").file(file, content + "\n");
		assertThat(look().facts().origin()).isEqualTo("AWS::EC2::Instance");
		assertThat(look().question()).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "LENOVO", "Apple Inc.", "QEMU", "Google", "Microsoft Corporation", "VMware, Inc.", "" })
	void isNowhereElse(String vendor) {
		this.machine.file("sys/class/dmi/id/sys_vendor", vendor)
			.file("sys/hypervisor/uuid", "00000000-0000-0000-0000-000000000000");
		assertThat(look()).isNull();
	}

	@Test
	void isNotWhereTheMachineSaysNothing() {
		assertThat(look()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "TRUE" })
	void isNotWhereTheMetadataServiceIsDisabled(String disabled) {
		this.machine.instance().variable("AWS_EC2_METADATA_DISABLED", disabled);
		assertThat(look()).isNull();
		this.machine.property("aws.disableEc2Metadata", "false");
		assertThat(look()).isNotNull();
		this.machine.variable("AWS_EC2_METADATA_DISABLED", "false").property("aws.disableEc2Metadata", disabled);
		assertThat(look()).isNull();
	}

	@Test
	void isNotOnFargateWhoseInstancesAreNotThoseOfTheApplication() {
		this.machine.instance().variable("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE");
		assertThat(look()).isNull();
		this.machine.variable("AWS_EXECUTION_ENV", "AWS_ECS_EC2");
		assertThat(look()).isNotNull();
	}

	@Test
	void knowsTheInstanceAtOnceWhereTheHardwareTells() {
		this.machine.instance().file("sys/class/dmi/id/board_asset_tag", "i-07a181803de94c477\n");
		assertThat(look().facts().block()).isEqualTo(Map.of("instance_id", "i-07a181803de94c477"));
		this.machine.file("sys/class/dmi/id/board_asset_tag", "Default string\n");
		assertThat(look().facts().block()).isEmpty();
	}

	@Test
	void asksWithAToken() throws Exception {
		this.machine.instance();
		this.service.instance(DOCUMENT);
		Facts facts = ask();
		assertThat(facts.key()).isEqualTo("ec2");
		assertThat(facts.block()).isEqualTo(Map.of("instance_id", "i-07a181803de94c477", "availability_zone",
				"eu-central-1b", "instance_size", "m7g.large", "ami_id", "ami-0123456789abcdef0"));
		assertThat(facts.logs()).isEmpty();
	}

	@Test
	void asksWhereTheSettingsOfTheSdksSay() throws Exception {
		this.service.instance(DOCUMENT);
		TestMachine other = new TestMachine(this.root).instance().variable("IMDS_ENDPOINT", this.service.authority());
		assertThat(Patience.untilAnswered(new Ec2Platform().look(other.machine(), false).question()::ask).block())
			.hasSize(4);
		other.property("aws.ec2MetadataServiceEndpoint", this.service.uri() + "/");
		assertThat(Patience.untilAnswered(new Ec2Platform().look(other.machine(), false).question()::ask).block())
			.hasSize(4);
		other.property("aws.ec2MetadataServiceEndpoint", "nonsense");
		assertThat(new Ec2Platform().look(other.machine(), false).question()).isNull();
	}

	/**
	 * The older version of the service takes no token, and is not asked.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404 })
	void asksNoFurtherWhereTheTokenIsRefused(int status) throws Exception {
		this.machine.instance();
		this.service.answerEach(
				(request) -> request.startsWith("PUT ") ? FakeMetadata.status(status) : FakeMetadata.ok(DOCUMENT));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask);
		assertThat(this.service.takeAll()).isNotEmpty().allMatch((request) -> request.startsWith("PUT "));
	}

	@ParameterizedTest
	@MethodSource
	void sendsNoGarbageAsAToken(String token) throws Exception {
		this.machine.instance();
		this.service
			.answerEach((request) -> request.startsWith("PUT ") ? FakeMetadata.ok(token) : FakeMetadata.ok(DOCUMENT));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask);
		assertThat(this.service.takeAll()).isNotEmpty().allMatch((request) -> request.startsWith("PUT "));
	}

	static Stream<String> sendsNoGarbageAsAToken() {
		return Stream.of("", " ", "<html>\n<body>Welcome</body></html>", "a\r\nX: y", "two words", "token\u00fc",
				"x".repeat(1025), "x".repeat(1 << 20));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "\"i-1\"", "7", "{", "{}", "<html></html>", "{\"instanceId\":7}",
			"{\"instanceId\":null}", "{\"instanceId\":{\"a\":1}}", "{\"instanceId\":\"\"}",
			"{\"instanceId\":\"a\\nb\"}", "{\"instanceId\":\"i-07a181803de94c477\"} {}" })
	void takesNoGarbageForAnInstance(String document) {
		this.machine.instance();
		this.service.instance(document);
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask);
	}

	@Test
	void takesWhatIsRightOfAnAnswer() throws Exception {
		this.machine.instance();
		this.service.instance("{\"instanceId\":\"i-07a181803de94c477\",\"availabilityZone\":[],\"instanceType\":\""
				+ "x".repeat(251) + "\"}");
		assertThat(ask().block()).isEqualTo(Map.of("instance_id", "i-07a181803de94c477"));
	}

	@Test
	void namesTheLogGroupsOfTheAgent() throws Exception {
		this.machine.instance().file("opt/aws/amazon-cloudwatch-agent/etc/log-config.json", """
				{"version":"1","log_configs":[{"log_group_name":"messages"},{"log_group_name":"/var/users.log"},
				{"log_group_name":""},{"log_group_name":7},{"other":"x"},"y"],"region":"eu-central-1"}""");
		this.service.instance(DOCUMENT);
		assertThat(look().facts().logs())
			.isEqualTo(Set.of(Facts.log("messages", null), Facts.log("/var/users.log", null)));
		assertThat(ask().logs()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "{\"log_configs\":7}", "{\"log_configs\":{\"log_group_name\":\"x\"}}" })
	void namesNoLogGroupWhereTheAgentWroteNone(String configuration) {
		this.machine.instance().file("opt/aws/amazon-cloudwatch-agent/etc/log-config.json", configuration);
		assertThat(look().facts().logs()).isEmpty();
	}

}
