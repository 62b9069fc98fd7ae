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

package io.github.springxray.test;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * {@link TestExecutionListener} that fails a test which leaves a trace unread or an
 * entity on a thread. Does nothing unless the context has a {@link RecordedTraces} bean.
 */
final class RecordedTracesTestExecutionListener extends AbstractTestExecutionListener {

	/**
	 * After a test, this runs when transactions have ended, which may be traced, and
	 * before a dirty context is closed.
	 */
	private static final int ORDER = 3500;

	RecordedTracesTestExecutionListener() {
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		RecordedTraces traces = findTraces(testContext);
		if (traces != null) {
			traces.reset();
			makeGlobal(testContext.getApplicationContext());
		}
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		RecordedTraces traces = findTraces(testContext);
		if (traces == null) {
			return;
		}
		try {
			if (testContext.getTestException() == null) {
				verify(traces, testContext.getApplicationContext().getEnvironment());
			}
		}
		finally {
			traces.reset();
		}
	}

	/**
	 * Contexts are cached: the one of this test need not be the one that started last,
	 * whose recorder the SDK's static API reaches.
	 */
	private static void makeGlobal(ApplicationContext context) {
		context.getBeanProvider(AWSXRayRecorder.class).ifUnique(AWSXRay::setGlobalRecorder);
	}

	private static void verify(RecordedTraces traces, Environment environment) {
		boolean failOnUnread = environment.getProperty("xray.test.fail-on-unread", Boolean.class, true);
		boolean failOnLeak = environment.getProperty("xray.test.fail-on-leak", Boolean.class, true);
		if (failOnUnread && failOnLeak) {
			traces.assertClean();
		}
		else if (failOnUnread) {
			traces.assertNoneLeft();
		}
		else if (failOnLeak) {
			traces.assertNothingCurrent();
		}
	}

	private static @Nullable RecordedTraces findTraces(TestContext testContext) {
		return testContext.hasApplicationContext()
				? testContext.getApplicationContext().getBeanProvider(RecordedTraces.class).getIfAvailable() : null;
	}

}
