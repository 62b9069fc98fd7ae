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

package io.github.springxray.recorder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConfiguredAnnotations}, {@link AnnotationKey},
 * {@link AnnotationValues} and {@link ConstantAnnotations}.
 */
class ConfiguredAnnotationsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class,
				io.github.springxray.context.XRayContextAutoConfiguration.class))
		.withUserConfiguration(XRayAutoConfigurationTests.EmitterConfiguration.class);

	@ParameterizedTest
	@ValueSource(strings = { "my.key", "my-key", "my_key", "[my_key]", "[my.key]", "my[key]" })
	void aKeyIsKeptUnderTheNameThatXRayTakes(String key) {
		assertThat(annotations("xray.annotations." + key + "=1")).containsExactly(entry("my_key", 1));
	}

	@Test
	void upperAndLowerCaseAreKept() {
		assertThat(annotations("xray.annotations.myKey=1", "xray.annotations.MY_KEY=2", "xray.annotations.mykey=3"))
			.containsExactly(entry("myKey", 1), entry("MY_KEY", 2), entry("mykey", 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[bad key]", "caf\u00e9", "[a/b]", "a$b" })
	void aKeyThatCannotBeKeptIsAFailureAtStart(String key) {
		this.contextRunner.withPropertyValues("xray.annotations." + key + "=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("letters, digits and underscores")
				.hasMessageContaining("Write xray.annotations."));
	}

	@ParameterizedTest
	@CsvSource({ "[bad key],xray.annotations.bad_key.", "[ ],xray.annotations.<key>." })
	void theFailureSaysWhatToWrite(String key, String instead) {
		this.contextRunner.withPropertyValues("xray.annotations." + key + "=1")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("Write " + instead));
	}

	@ParameterizedTest
	@CsvSource({ "my.key,my-key", "my_key,my.key", "[my-key],my_key" })
	void twoKeysThatBecomeOneAreAFailureAtStart(String first, String second) {
		this.contextRunner.withPropertyValues("xray.annotations." + first + "=1", "xray.annotations." + second + "=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("It is the annotation my_key, as xray.annotations.")
				.hasMessageContaining("Leave one of them out"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.annotations.key[0]", "xray.annotations[0]", "xray.annotations.key[1].name" })
	void aListIsAFailureAtStart(String property) {
		this.contextRunner.withPropertyValues(property + "=a")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("An annotation has one value"));
	}

	@ParameterizedTest
	@CsvSource({ "12", "0", "-3", "123456789012", "9007199254740991", "-9007199254740991" })
	void aTextIsAWholeNumberWhereItIsWrittenTheSameAgain(String text) {
		Object value = annotations("xray.annotations.key=" + text).get("key");
		assertThat(value).isInstanceOfAny(Integer.class, Long.class).hasToString(text);
	}

	@ParameterizedTest
	@CsvSource({ "1.5,1.5", "-0.25,-0.25", "0.1,0.1", "12345678.5,12345678.5" })
	void aTextIsADecimalNumberWhereItIsWrittenTheSameAgain(String text, double number) {
		assertThat(annotations("xray.annotations.key=" + text)).containsExactly(entry("key", number));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aTextIsABooleanWhereItIsWrittenTheSameAgain(boolean value) {
		assertThat(annotations("xray.annotations.key=" + value)).containsExactly(entry("key", value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.10", "1.0", "012345678901", "007", "00", "1e3", "1E3", "+1", "-0", "-0.0", "-01", ".5",
			"5.", "TRUE", "True", "yes", "on", " 1", "1 ", " true", "NaN", "Infinity", "-Infinity", "0x10", "1_000",
			"1,5", "1f", "1d", "12L", "9007199254740993", "9223372036854775807", "9223372036854775808",
			"123456789012345678901234567890", "0.1234567890123456789", "100000000000000000000.5", "1.2.3", "-", "",
			"\u0661", "null" })
	void otherTextsStayTexts(String text) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("own", Map.of("xray.annotations.key", text)));
		assertThat(ConfiguredAnnotations.read(environment, Map.of())).containsExactly(entry("key", text));
	}

	@Test
	void theTypesOfYamlWin(@TempDir Path directory) throws Exception {
		assertThat(fromFile(directory, "application.yml", """
				xray:
				  annotations:
				    number: 12
				    text: "12"
				    quoted: 'true'
				    bool: true
				    decimal: 1.10
				    nothing:
				    word: production
				    long: 123456789012345678901234567890
				    account: "012345678901"
				    my:
				      nested_key: 1
				    under_score: 2
				    "[br.ack-et]": 3
				""")).containsExactly(entry("number", 12), entry("text", "12"), entry("quoted", "true"),
				entry("bool", true), entry("decimal", 1.1), entry("nothing", ""), entry("word", "production"),
				entry("long", new java.math.BigInteger("123456789012345678901234567890")),
				entry("account", "012345678901"), entry("my_nested_key", 1), entry("under_score", 2),
				entry("br_ack_et", 3));
	}

	@Test
	void whatAPlaceholderStandsForIsAText(@TempDir Path directory) throws Exception {
		assertThat(fromFile(directory, "application.yaml", """
				count: 5
				xray.annotations:
				  count: ${count}
				  fallback: "${nothing.of.the.kind:7}"
				  version: ${absent:1.10}
				  part: v${count}
				""")).containsExactly(entry("count", 5), entry("fallback", 7), entry("version", "1.10"),
				entry("part", "v5"));
	}

	@Test
	void aPropertiesFileHasTexts(@TempDir Path directory) throws Exception {
		assertThat(fromFile(directory, "application.properties", """
				xray.annotations.my.key=1
				xray.annotations.version=1.10
				xray.annotations.flag=true
				xray.annotations.account=012345678901
				xray.annotations.empty=
				""")).containsOnly(entry("my_key", 1), entry("version", "1.10"), entry("flag", true),
				entry("account", "012345678901"), entry("empty", ""));
	}

	@Test
	void theTypesOfJsonWin() {
		this.contextRunner.withInitializer((context) -> {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("spring.application.json",
						Map.of("xray.annotations.text", "12", "xray.annotations.number", 12)));
		})
			.run((context) -> assertThat(annotationsOfASegment()).containsEntry("text", "12")
				.containsEntry("number", 12));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".nan", ".inf", "-.inf" })
	void aNumberThatJsonCannotHoldIsAFailureAtStart(String number, @TempDir Path directory) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> fromFile(directory, "application.yml", "xray.annotations.key: " + number))
			.withMessageContaining("Write it in quotes");
	}

	@Test
	void environmentVariablesWinWhicheverWayTheyAreRelaxed() {
		assertThat(withVariable("XRAY_ANNOTATIONS_MYKEY", "2", "xray.annotations.my_key", 1))
			.containsExactly(entry("my_key", 2));
		assertThat(withVariable("XRAY_ANNOTATIONS_MYKEY", "1.10", "xray.annotations.myKey", 1))
			.containsExactly(entry("myKey", "1.10"));
		assertThat(withVariable("XRAY_ANNOTATIONS_MY_KEY", "true", "xray.annotations.my-key", 1))
			.containsExactly(entry("my_key", true));
		assertThat(withVariable("XRAY_ANNOTATIONS_MY_KEY", "012", "xray.annotations.other", 1))
			.containsOnly(entry("my_key", "012"), entry("other", 1));
	}

	@Test
	void inAnInvocationTheyStandOnWhatIsRightBeneathIt() {
		AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.withForcedTraceIdGeneration()
			.build();
		ConstantAnnotations annotations = new ConstantAnnotations(Map.of("team", "payments"));
		Entity invocation = new FacadeSegment(recorder, TraceID.create(recorder), "53995c3f42cd8ad8",
				TraceHeader.SampleDecision.SAMPLED);
		assertThat(begun(annotations, invocation, true)).containsExactly(entry("team", "payments"));
		assertThat(begun(annotations, invocation, false)).isEmpty();
		assertThat(begun(annotations, Segment.noOp(TraceID.create(recorder), recorder), true)).isEmpty();
	}

	private static Map<String, Object> begun(ConstantAnnotations annotations, Entity parent, boolean recording) {
		Map<String, Object> put = new HashMap<>();
		Subsegment subsegment = mock();
		given(subsegment.getParent()).willReturn(parent);
		given(subsegment.isRecording()).willReturn(recording);
		willAnswer((call) -> put.put(call.getArgument(0), call.getArgument(1))).given(subsegment)
			.putAnnotation(any(), any(String.class));
		annotations.onBeginSubsegment(subsegment);
		return put;
	}

	@Test
	void whatIsSetOtherwiseCountsToo() {
		Map<String, Object> bound = new LinkedHashMap<>();
		bound.put("own.key", "1");
		bound.put("nested", Map.of("key", 2));
		assertThat(ConfiguredAnnotations.read(new StandardEnvironment(), bound)).containsExactly(entry("own_key", 1),
				entry("nested_key", 2));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> ConfiguredAnnotations.read(new StandardEnvironment(), Map.of("key", List.of(1))));
	}

	private Map<String, Object> annotations(String... properties) {
		Map<String, Object> annotations = new LinkedHashMap<>();
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			annotations.putAll(annotationsOfASegment());
		});
		return annotations;
	}

	private static Map<String, Object> annotationsOfASegment() {
		Segment segment = AWSXRay.beginSegment("annotated");
		AWSXRay.endSegment();
		return segment.getAnnotations();
	}

	private static Map<String, Object> withVariable(String variable, String value, String property, Object other) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addLast(new MapPropertySource("file", Map.of(property, other)));
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("variables", Map.of(variable, value)));
		return ConfiguredAnnotations.read(environment, Map.of());
	}

	private static Map<String, Object> fromFile(Path directory, String name, String content) throws Exception {
		Files.writeString(directory.resolve(name), content);
		Map<String, Object> read = new LinkedHashMap<>();
		new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=" + directory.toUri())
			.run((context) -> read.putAll(ConfiguredAnnotations.read(context.getEnvironment(), Map.of())));
		return read;
	}

}
