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

package io.github.springxray.method;

import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.spring.aop.BaseAbstractXRayInterceptor;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Pointcut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.EnableAspectJAutoProxy;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The aspect that AWS documents for {@link XRayEnabled}, left in place.
 */
@ExtendWith(OutputCaptureExtension.class)
class SdkAspectTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayMethodAutoConfiguration.class, XRayTestAutoConfiguration.class))
		.withBean(Advised.class)
		.withBean(NotAdvised.class)
		.withPropertyValues("xray.name=test");

	@Test
	void whatTheAspectOfTheSdkTracesIsLeftToItAndTheRestIsTraced(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Proxies.class).withBean(Inspector.class).run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test");
			context.getBean(Advised.class).work();
			context.getBean(Advised.class).work();
			context.getBean(NotAdvised.class).work();
			recorder.endSegment();
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment("test");
			assertThat(segment.subsegments()).extracting(RecordedEntity::name)
				.containsExactly("work", "work", "NotAdvised.work");
			assertThat(segment.subsegments()).allSatisfy((call) -> assertThat(call.subsegments()).isEmpty());
			assertThat(output.getOut().split("Remove that aspect", -1)).hasSize(2);
		});
	}

	@EnableAspectJAutoProxy(proxyTargetClass = true)
	static class Proxies {

	}

	@Aspect
	static class Inspector extends BaseAbstractXRayInterceptor {

		@Override
		@Pointcut("@within(com.amazonaws.xray.spring.aop.XRayEnabled) && within(*..SdkAspectTests.Advised)")
		public void xrayEnabledClasses() {
			// The pointcut
		}

		@Override
		protected Map<String, Map<String, Object>> generateMetadata(ProceedingJoinPoint point, Subsegment subsegment) {
			return Map.of();
		}

	}

	@XRayEnabled
	static class Advised {

		public String work() {
			return "done";
		}

	}

	@XRayEnabled
	static class NotAdvised {

		public String work() {
			return "done";
		}

	}

}
