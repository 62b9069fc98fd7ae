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

package io.github.springxray.diagnostics;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import io.github.springxray.XRaySubsegment;
import io.github.springxray.recorder.StartupCheck;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of settings that are not wrong but suspicious.
 */
@ExtendWith(OutputCaptureExtension.class)
class SuspiciousSettingsTests {

	@Test
	void nothingIsSuspiciousByDefault(CapturedOutput output) {
		run(Sources.class);
		assertThat(output).contains("X-Ray tracing is on").doesNotContain("WARN");
	}

	@Test
	void aTracedPackageWithoutABeanIsTold(CapturedOutput output) {
		run(Sources.class, "--xray.methods.packages=com.example.nothing,javax.sql");
		assertThat(output).containsOnlyOnce("WARN")
			.contains("No bean is of the package com.example.nothing in xray.methods.packages");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ordersDatabase", "invoices" })
	void anExcludedDataSourceThatThereIsNotIsTold(String name, CapturedOutput output) {
		run(Sources.class, "--xray.patch.jdbc.exclude-data-sources=orders-Database," + name);
		if (name.equals("invoices")) {
			assertThat(output).contains("There is no data source 'invoices' to leave alone")
				.contains("There are: ordersDatabase.");
		}
		assertThat(output).contains("There is no data source 'orders-Database' to leave alone")
			.contains("Did you mean ordersDatabase?")
			.doesNotContain("data source 'ordersDatabase'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "SQS.RecieveMessage | SQS has no operation 'RecieveMessage' | Did you mean ReceiveMessage?",
					"SQZ | There is no service 'SQZ' | Did you mean SQS?",
					"DynamoDB.GetItems | DynamoDB has no operation 'GetItems' | Did you mean GetItem?",
					"CloudWatchh | There is no service 'CloudWatchh' | so nothing is left alone" })
	void anExcludedOperationThatThereIsNotIsTold(String name, String problem, String more, CapturedOutput output) {
		run(Sources.class, "--xray.patch.aws-sdk.exclude=" + name);
		assertThat(output).containsOnlyOnce("WARN").contains(problem).contains(more);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SQS.ReceiveMessage", "sqs.receivemessage", "Sqs", "DynamoDB", "S3.PutObject",
			"EventBridge.PutEvents", "DynamoDB Streams.GetRecords", "dynamodbstreams" })
	void anExcludedOperationThatThereIsIsNotTold(String name, CapturedOutput output) {
		run(Sources.class, "--xray.patch.aws-sdk.exclude=" + name);
		assertThat(output).contains("X-Ray tracing is on").doesNotContain("WARN");
	}

	@ParameterizedTest
	@ValueSource(classes = { OnType.class, OnMethod.class })
	void anAnnotationIsToldWhereMethodsAreNotTraced(Class<?> annotated, CapturedOutput output) {
		TestApplication.run(List.of(annotated), "--xray.methods.enabled=false").close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("xray.methods.enabled is false, so annotations that ask for a trace do nothing")
			.contains(annotated.getName());
	}

	@Test
	void noAnnotationIsToldWhereThereIsNone(CapturedOutput output) {
		run(Sources.class, "--xray.methods.enabled=false");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aSecondTracerIsToldOnce(CapturedOutput output) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("tracer", new SomeTracer()));
		OtherTracers check = new OtherTracers(beans, getClass().getClassLoader(), Map.of(SomeTracer.class.getName(),
				"Some Tracing", "com.example.Absent", "None", "java.lang.String", "No"));
		assertThat(check.findings()).singleElement()
			.asString()
			.startsWith("Two tracers are at work: beside X-Ray, Some Tracing traces the same");
	}

	@Test
	void aCheckThatFailsHarmsNobody(CapturedOutput output) {
		run(FailingCheck.class, "--xray.methods.packages=com.example.nothing");
		assertThat(output).contains("Tracing failed (looking for mistakes in the configuration)")
			.contains("No bean is of the package com.example.nothing");
	}

	@Test
	void nothingIsToldWhereTracingIsOff(CapturedOutput output) {
		run(Sources.class, "--xray.enabled=false", "--xray.methods.packages=com.example.nothing");
		assertThat(output).contains("X-Ray tracing is off").doesNotContain("WARN");
	}

	private static void run(Class<?> configuration, String... arguments) {
		TestApplication.run(List.of(configuration), arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Sources {

		@Bean
		@Lazy
		DataSource ordersDatabase() {
			return new DriverManagerDataSource("jdbc:h2:mem:orders");
		}

	}

	@XRayEnabled
	static class OnType {

	}

	static class OnMethod {

		@XRaySubsegment("work")
		public void work() {
		}

	}

	static class SomeTracer {

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingCheck {

		@Bean
		StartupCheck failing() {
			return () -> {
				throw new IllegalStateException("no");
			};
		}

	}

}
