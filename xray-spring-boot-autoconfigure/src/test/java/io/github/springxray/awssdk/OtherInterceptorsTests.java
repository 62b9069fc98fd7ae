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

package io.github.springxray.awssdk;

import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptorChain;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of interceptors of the X-Ray SDK next to ours, in the order in which the SDK
 * happens to have them.
 */
class OtherInterceptorsTests extends AwsCallTesting {

	private static final GetItemRequest REQUEST = GetItemRequest.builder().tableName("users").build();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallIsRecordedOnceInEitherOrder(boolean oursFirst) throws Exception {
		ExecutionInterceptor ours = new XRayAwsSdkInterceptor();
		List<ExecutionInterceptor> others = List.of(new TracingInterceptor(), new TracingInterceptor());
		run((tracing) -> {
			String[] header = new String[1];
			RecordedEntity segment = tracing.inSegment(() -> {
				header[0] = call(oursFirst ? List.of(ours, others.get(0), others.get(1))
						: List.of(others.get(0), others.get(1), ours));
				Segment current = (Segment) tracing.subsegments().current();
				assertThat(current.getTotalSize().intValue()).isEqualTo(1);
			});
			assertThat(segment).hasSubsegmentsExactly("DynamoDB");
			assertThat(header[0]).contains("Parent=" + segment.subsegment("DynamoDB").id());
		});
	}

	@Test
	void theyDoTheirWorkWhereThePatchIsOff() throws Exception {
		run((tracing) -> assertThat(
				tracing.inSegment(() -> call(List.of(new TracingInterceptor(), new XRayAwsSdkInterceptor()))))
			.hasSubsegmentsExactly("DynamoDb"), "xray.patch.aws-sdk.enabled=false");
	}

	/**
	 * In AWS Lambda, an interceptor of the AWS SDK sets the header of the invocation.
	 */
	@Test
	void theHeaderOfAnInvocationIsReplacedAndNoOther() throws Exception {
		ExecutionInterceptor ours = new XRayAwsSdkInterceptor();
		System.setProperty("com.amazonaws.xray.traceHeader", "Root=invocation");
		try {
			run((tracing) -> tracing.inSegment(() -> {
				assertThat(call(List.of(new HeaderInterceptor("Root=invocation"), ours))).contains("Sampled=1");
				assertThat(call(List.of(new HeaderInterceptor("Root=own"), ours))).isEqualTo("Root=own");
			}));
		}
		finally {
			System.clearProperty("com.amazonaws.xray.traceHeader");
		}
	}

	/**
	 * What a client does with its interceptors.
	 */
	private static String call(List<ExecutionInterceptor> interceptors) {
		ExecutionInterceptorChain chain = new ExecutionInterceptorChain(interceptors);
		ExecutionAttributes attributes = new ExecutionAttributes()
			.putAttribute(SdkExecutionAttribute.SERVICE_NAME, "DynamoDb")
			.putAttribute(SdkExecutionAttribute.OPERATION_NAME, "GetItem")
			.putAttribute(AwsExecutionAttribute.AWS_REGION, Region.EU_CENTRAL_1);
		InterceptorContext context = InterceptorContext.builder().request(REQUEST).build();
		chain.beforeExecution(context, attributes);
		context = chain.modifyRequest(context, attributes);
		SdkHttpFullRequest request = SdkHttpFullRequest.builder()
			.method(SdkHttpMethod.POST)
			.protocol("http")
			.host("localhost")
			.build();
		context = chain.modifyHttpRequestAndHttpContent(context.toBuilder().httpRequest(request).build(), attributes);
		chain.beforeTransmission(context, attributes);
		String header = context.httpRequest().firstMatchingHeader(TRACE_HEADER).orElse("");
		InterceptorContext answered = context.toBuilder()
			.httpResponse(SdkHttpFullResponse.builder().statusCode(200).build())
			.response(response())
			.build();
		chain.afterTransmission(answered, attributes);
		chain.afterExecution(answered, attributes);
		return header;
	}

	private static SdkResponse response() {
		GetItemResponse.Builder response = GetItemResponse.builder();
		response.responseMetadata(DefaultAwsResponseMetadata.create(Map.of()));
		return response.build();
	}

	/**
	 * Sets the header.
	 *
	 * @param header its value
	 */
	record HeaderInterceptor(String header) implements ExecutionInterceptor {

		@Override
		public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
			return context.httpRequest().toBuilder().putHeader(TRACE_HEADER, this.header).build();
		}

	}

}
