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

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Makes a recorder the SDK's global one while its context lives, before the first of the
 * application's beans is created.
 */
final class GlobalRecorderRegistration implements BeanFactoryInitializer<ListableBeanFactory>, DisposableBean {

	private final AWSXRayRecorder recorder;

	GlobalRecorderRegistration(AWSXRayRecorder recorder) {
		this.recorder = recorder;
		GlobalRecorder.install(recorder);
	}

	@Override
	public void initialize(ListableBeanFactory beanFactory) {
		// That this is called early is all that is needed of it
	}

	@Override
	public void destroy() {
		GlobalRecorder.uninstall(this.recorder);
	}

}
