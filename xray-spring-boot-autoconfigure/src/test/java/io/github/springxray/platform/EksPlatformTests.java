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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EksPlatform}.
 */
class EksPlatformTests {

	private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount/";

	private static final String ANSWER = """
			{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"cluster-info","namespace":"amazon-cloudwatch"},
			"data":{"cluster.name":"the-cluster","logs.region":"eu-central-1"}}""";

	@TempDir
	private static Path keys;

	private static String trusted;

	private static String others;

	private final FakeMetadata api = new FakeMetadata(contextOf("trusted").getServerSocketFactory());

	@TempDir
	private Path root;

	private TestMachine machine;

	@BeforeAll
	static void createCertificates() throws Exception {
		trusted = certificate("trusted", "ip:127.0.0.1");
		others = certificate("others", "ip:127.0.0.1");
		certificate("elsewhere", "ip:10.0.0.1");
	}

	private static String certificate(String name, String subject) throws Exception {
		keytool("-genkeypair", "-alias", name, "-keystore", keys.resolve(name).toString(), "-storepass", "changeit",
				"-dname", "CN=" + name, "-ext", "san=" + subject, "-keyalg", "EC", "-validity", "365");
		Path pem = keys.resolve(name + ".pem");
		keytool("-exportcert", "-rfc", "-alias", name, "-keystore", keys.resolve(name).toString(), "-storepass",
				"changeit", "-file", pem.toString());
		return Files.readString(pem);
	}

	private static void keytool(String... arguments) throws Exception {
		List<String> command = new java.util.ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
	}

	private static SSLContext contextOf(String name) {
		try (InputStream in = Files.newInputStream(keys.resolve(name))) {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(in, "changeit".toCharArray());
			KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			managers.init(store, "changeit".toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(managers.getKeyManagers(), null, null);
			return context;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@BeforeEach
	void create() {
		this.machine = machineFor(this.api);
	}

	private TestMachine machineFor(FakeMetadata api) {
		return new TestMachine(this.root).variable("KUBERNETES_SERVICE_HOST", "127.0.0.1")
			.variable("KUBERNETES_SERVICE_PORT", String.valueOf(api.port()))
			.file(ACCOUNT + "token", "the.token\n")
			.file(ACCOUNT + "ca.crt", trusted);
	}

	@AfterEach
	void close() {
		this.api.close();
	}

	private Sighting look(boolean named) {
		return new EksPlatform().look(this.machine.machine(), named);
	}

	private Facts ask() throws IOException {
		return Patience.untilAnswered(look(true).question()::ask);
	}

	private void askOnce() throws IOException {
		look(true).question().ask();
	}

	@Test
	void knowsThePodAtOnce() {
		this.machine.container();
		Facts facts = look(false).facts();
		assertThat(facts.origin()).isEqualTo("AWS::EKS::Container");
		assertThat(facts.block()).isEqualTo(Map.of("pod", "the-host", "container_id", TestMachine.CONTAINER));
		assertThat(facts.logs()).isEmpty();
	}

	@Test
	void sendsTheTokenOfTheServiceAccountOnlyIfItIsNamed() {
		assertThat(look(false).question()).isNull();
		assertThat(look(true).question()).isNotNull();
		assertThat(this.api.isAsked()).isFalse();
	}

	@Test
	void asksForTheNameOfTheCluster() throws Exception {
		this.api.answer(FakeMetadata.ok(ANSWER));
		Facts facts = ask();
		assertThat(facts.block()).isEqualTo(Map.of("pod", "the-host", "cluster_name", "the-cluster"));
		assertThat(facts.logs()).isEqualTo(Set.of(Facts.log("/aws/containerinsights/the-cluster/application", null)));
		assertThat(this.api.take())
			.startsWith("GET /api/v1/namespaces/amazon-cloudwatch/configmaps/cluster-info HTTP/1.1\r\n")
			.contains("\r\nAuthorization: Bearer the.token\r\n");
	}

	@Test
	void sendsTheTokenToNobodyElse() throws Exception {
		this.api.answer(FakeMetadata.ok(ANSWER));
		this.machine.file(ACCOUNT + "ca.crt", others);
		assertThatExceptionOfType(IOException.class).isThrownBy(this::ask);
		assertThat(this.api.isAsked()).isFalse();
	}

	@Test
	void sendsTheTokenToNoOtherHostOfTheAuthority() throws Exception {
		try (FakeMetadata elsewhere = new FakeMetadata(contextOf("elsewhere").getServerSocketFactory())) {
			elsewhere.answer(FakeMetadata.ok(ANSWER));
			this.machine = machineFor(elsewhere).file(ACCOUNT + "ca.crt",
					Files.readString(keys.resolve("elsewhere.pem")));
			assertThatExceptionOfType(IOException.class).isThrownBy(this::ask);
			assertThat(elsewhere.isAsked()).isFalse();
		}
	}

	@Test
	void sendsTheTokenToNobodyWithoutTls() throws Exception {
		try (FakeMetadata plain = new FakeMetadata()) {
			plain.answer(FakeMetadata.ok(ANSWER));
			this.machine = machineFor(plain);
			assertThatExceptionOfType(IOException.class).isThrownBy(this::askOnce);
			assertThat(plain.isAsked()).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource({ "token,''", "ca.crt,''", "token,two words", "ca.crt,nonsense",
			"ca.crt,-----BEGIN CERTIFICATE-----|AAAA|-----END CERTIFICATE-----" })
	void asksNobodyWithoutAServiceAccount(String file, String content) throws Exception {
		this.api.answer(FakeMetadata.ok(ANSWER));
		this.machine.file(ACCOUNT + file, content.replace('|', '\n'));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask);
		assertThat(this.api.isAsked()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 401, 403, 404 })
	void knowsNoClusterWhereItIsNotAllowedTo(int status) {
		this.api.answer(FakeMetadata.status(status));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask)
			.withMessageContaining(String.valueOf(status));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "<html></html>", "{\"data\":7}", "{\"data\":{\"cluster.name\":7}}",
			"{\"data\":{\"cluster.name\":\"\"}}", "{\"data\":{\"cluster.name\":null}}" })
	void takesNoGarbageForACluster(String answer) {
		this.api.answer(FakeMetadata.ok(answer));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::ask);
	}

	@Test
	void isOverInTimeWhereTheApiHangs() throws Exception {
		this.api.answer(FakeMetadata.ok(ANSWER));
		ask();
		this.api.answer(this.api.hanging());
		assertThatExceptionOfType(java.net.SocketTimeoutException.class).isThrownBy(this::askOnce);
		this.api.answer(this.api.endless("HTTP/1.1 200 OK\r\n", "X: y\r\n"));
		assertThatExceptionOfType(java.net.SocketTimeoutException.class).isThrownBy(this::askOnce);
	}

	@Test
	void isNotOnAKubernetesThatIsNotOfAmazonUnlessItIsNamed() {
		this.machine.file("sys/class/dmi/id/sys_vendor", "Google\n");
		assertThat(look(false)).isNull();
		assertThat(look(true)).isNotNull();
		this.machine.file("sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
		assertThat(look(false)).isNotNull();
	}

	@Test
	void isNotWhereTheEnvironmentSaysNothing() {
		assertThat(new EksPlatform().look(new TestMachine(this.root).machine(), true)).isNull();
	}

	@Test
	void takesAddressesOfEveryKind() {
		this.machine.variable("KUBERNETES_SERVICE_HOST", "fd00::1");
		assertThat(look(true).question()).isNotNull();
		this.machine.variable("KUBERNETES_SERVICE_HOST", "not a host");
		assertThat(look(true).question()).isNull();
	}

}
