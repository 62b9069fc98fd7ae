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

package io.github.springxray.benchmarks.app.traced;

import java.io.IOException;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The SDK's recorder and filter, as its documentation has it, and an interceptor for what
 * the SDK does not know.
 */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {

	static {
		AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.build();
		AWSXRay.setGlobalRecorder(recorder);
	}

	@Bean
	AWSXRayServletFilter tracingFilter() {
		return new AWSXRayServletFilter("benchmark");
	}

	@Bean
	RestClientCustomizer tracingCustomizer() {
		return (builder) -> builder.requestInterceptor(TracingConfiguration::intercept);
	}

	private static ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		Subsegment subsegment = AWSXRay.beginSubsegment(request.getURI().getHost());
		try {
			subsegment.setNamespace(Namespace.REMOTE.toString());
			subsegment.putHttp("request",
					Map.of("method", request.getMethod().name(), "url", request.getURI().toString(), "traced", true));
			request.getHeaders().set(TraceHeader.HEADER_KEY, TraceHeader.fromEntity(subsegment).toString());
			ClientHttpResponse response = execution.execute(request, body);
			subsegment.putHttp("response", Map.of("status", response.getStatusCode().value()));
			return response;
		}
		catch (IOException | RuntimeException ex) {
			subsegment.addException(ex);
			throw ex;
		}
		finally {
			AWSXRay.endSubsegment();
		}
	}

}
